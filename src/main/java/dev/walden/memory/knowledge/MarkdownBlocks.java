package dev.walden.memory.knowledge;

import java.util.List;

/** Markdown by its headings and paragraphs; code between fences stays whole. Confined to its thread. */
final class MarkdownBlocks {

    private static final int MAX_LEVEL = 6;

    private final Blocks blocks = new Blocks();
    private final StringBuilder paragraph = new StringBuilder();
    private boolean fenced;
    private boolean oneLine;

    private MarkdownBlocks() {}

    static List<Block> of(String text) throws UnreadableDocument {
        MarkdownBlocks markdown = new MarkdownBlocks();
        for (String line : text.split("\n", -1)) {
            markdown.add(line);
        }
        markdown.end();
        return markdown.blocks.all();
    }

    private void add(String line) throws UnreadableDocument {
        String bare = line.strip();
        if (bare.startsWith("```") || bare.startsWith("~~~")) {
            fenced = !fenced;
        }
        int level = level(bare);
        if (fenced) {
            append(line);
        } else if (bare.isEmpty()) {
            end();
        } else if (level > 0) {
            end();
            blocks.add(Block.heading(level, heading(bare.substring(level))));
        } else if (oneLine && (isAll(bare, '=') || isAll(bare, '-'))) {
            blocks.add(Block.heading(
                    bare.charAt(0) == '=' ? 1 : 2, paragraph.toString().strip()));
            paragraph.setLength(0);
            oneLine = false;
        } else {
            append(line);
        }
    }

    /** Of a line that begins with {@code # } to {@code ###### }; 0 of any other. */
    private static int level(String bare) {
        int signs = 0;
        while (signs < bare.length() && bare.charAt(signs) == '#') {
            signs++;
        }
        boolean spaced = signs < bare.length() && Character.isWhitespace(bare.charAt(signs));
        return signs <= MAX_LEVEL && spaced ? signs : 0;
    }

    private static String heading(String rest) {
        int end = rest.length();
        while (end > 0 && (rest.charAt(end - 1) == '#' || Character.isWhitespace(rest.charAt(end - 1)))) {
            end--;
        }
        return rest.substring(0, end).strip();
    }

    private static boolean isAll(String line, char sign) {
        return line.chars().allMatch(each -> each == sign);
    }

    private void append(String line) {
        oneLine = paragraph.isEmpty();
        paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line);
    }

    private void end() throws UnreadableDocument {
        blocks.add(Block.text(paragraph.toString().stripTrailing()));
        paragraph.setLength(0);
        oneLine = false;
    }
}
