package dev.walden.memory.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what was read into chunks: along headings, pages and blocks, about {@value #TARGET_WORDS} words each, never more than
 * {@value #MAX_CHARS} characters. A section of few words goes together with what follows it on its page. Confined to its thread.
 */
public final class Chunker {

    /** Changes with the rules. */
    public static final int VERSION = 1;

    static final int TARGET_WORDS = 220;
    static final int MAX_CHARS = 3_000;
    private static final int FEW_WORDS = 60;

    private final StringBuilder text = new StringBuilder();
    private final List<Chunk> chunks = new ArrayList<>();
    private final Sections sections;

    private int start = -1;
    private int end;
    private int words;
    private int page;
    private String section = "";
    /** Whether all since the chunk's start are headings. */
    private boolean headingsOnly;

    private Chunker(String root) {
        sections = new Sections(root);
    }

    static ChunkedText cut(DocumentText document) {
        Chunker chunker = new Chunker(document.section());
        document.blocks().forEach(chunker::add);
        chunker.end();
        return new ChunkedText(title(document), chunker.text.toString(), chunker.chunks);
    }

    private static String title(DocumentText document) {
        String title = document.title().isBlank()
                ? document.blocks().stream()
                        .filter(Block::isHeading)
                        .map(Block::text)
                        .findFirst()
                        .orElse("")
                : document.title();
        Sections line = new Sections(title);
        return line.path();
    }

    private void add(Block block) {
        if (block.isHeading()) {
            sections.enter(block);
            if (words >= FEW_WORDS) {
                end();
            }
        }
        int more = words(block.text());
        boolean full = (words + more > TARGET_WORDS && words >= FEW_WORDS)
                || (start >= 0 && text.length() - start + block.text().length() + 2 > MAX_CHARS);
        if (full || (start >= 0 && page != block.page())) {
            end();
        }
        begin(block);
        text.append(block.text());
        end = text.length();
        words += more;
        headingsOnly &= block.isHeading();
        cutLong();
    }

    private void begin(Block block) {
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
        if (start < 0) {
            start = text.length();
            page = block.page();
            section = sections.path();
            headingsOnly = true;
        } else {
            section = headingsOnly ? sections.path() : Sections.common(section, sections.path());
        }
    }

    /** One block alone may be too long. */
    private void cutLong() {
        while (end - start > MAX_CHARS) {
            int cut = TextCut.best(text, start, start + MAX_CHARS);
            chunks.add(new Chunk(start, cut, page, section));
            start = cut;
            words = 0; // what is left counts by its length alone
        }
    }

    private void end() {
        if (start >= 0 && end > start) {
            chunks.add(new Chunk(start, end, page, section));
        }
        start = -1;
        words = 0;
    }

    private static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean letter = !Character.isWhitespace(text.charAt(i));
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }
}
