package dev.walden.memory.knowledge;

import java.util.List;

/**
 * A document that was read and cut.
 *
 * @param title as it calls itself, else its first heading; may be empty
 * @param text all of it, without layout
 * @param chunks in order; they do not overlap
 */
public record ChunkedText(String title, String text, List<Chunk> chunks) {

    public ChunkedText {
        chunks = List.copyOf(chunks);
    }
}
