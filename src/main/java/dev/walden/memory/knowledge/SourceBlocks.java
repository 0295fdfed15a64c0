package dev.walden.memory.knowledge;

import java.util.List;

/**
 * Source code in blocks: a line that begins at the margin behind a blank one, or behind one that closes a block, begins the next. That is
 * where functions and types begin in most languages, whatever their words for them.
 */
final class SourceBlocks {

    private SourceBlocks() {}

    static List<Block> of(String text) throws UnreadableDocument {
        Blocks blocks = new Blocks();
        StringBuilder block = new StringBuilder();
        boolean mayEnd = false;
        for (String line : text.split("\n", -1)) {
            boolean atMargin = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
            boolean closes = atMargin && "})]".indexOf(line.charAt(0)) >= 0;
            if (mayEnd && atMargin && !closes) {
                addTo(blocks, block);
            }
            block.append(block.isEmpty() ? "" : "\n").append(line);
            mayEnd = line.isBlank() || closes;
        }
        addTo(blocks, block);
        return blocks.all();
    }

    private static void addTo(Blocks blocks, StringBuilder block) throws UnreadableDocument {
        blocks.add(Block.text(block.toString().stripTrailing()));
        block.setLength(0);
    }
}
