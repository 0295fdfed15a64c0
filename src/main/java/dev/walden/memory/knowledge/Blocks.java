package dev.walden.memory.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects blocks, not more than are good for the heap: a block costs a hundred bytes however little it says. Rows and members, which may be
 * as short as one number, are put together until they say something. Confined to its thread.
 */
final class Blocks {

    static final int MOST = 250_000;
    private static final int ENOUGH_CHARS = 200;

    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder small = new StringBuilder();

    /** A block of its own; blank ones say nothing. */
    void add(Block block) throws UnreadableDocument {
        if (block.text().isBlank()) {
            return;
        }
        if (blocks.size() >= MOST) {
            throw new UnreadableDocument(
                    "too_many_parts",
                    "A document has at most %d paragraphs; this one has more. Split it.".formatted(MOST));
        }
        blocks.add(block);
    }

    /** A piece that goes together with others while they are short. */
    void addSmall(String text) throws UnreadableDocument {
        if (text.isBlank()) {
            return;
        }
        small.append(small.isEmpty() ? "" : "\n").append(text);
        if (small.length() >= ENOUGH_CHARS) {
            endSmall();
        }
    }

    private void endSmall() throws UnreadableDocument {
        add(Block.text(small.toString()));
        small.setLength(0);
    }

    List<Block> all() throws UnreadableDocument {
        endSmall();
        return blocks;
    }
}
