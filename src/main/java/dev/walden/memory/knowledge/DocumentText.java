package dev.walden.memory.knowledge;

import java.util.List;

/**
 * What was read from a document.
 *
 * @param title as the document calls itself; empty when it does not
 * @param section what all of it stands under, such as the names of columns; mostly empty
 */
record DocumentText(String title, String section, List<Block> blocks) {

    DocumentText {
        blocks = List.copyOf(blocks);
    }

    static DocumentText of(List<Block> blocks) {
        return new DocumentText("", "", blocks);
    }
}
