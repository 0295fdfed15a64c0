package dev.walden.memory.knowledge;

/**
 * A piece of a document that belongs together: a heading, a paragraph, a row, a member, a function.
 *
 * @param level 1 and up for a heading, the lower the further up; 0 for anything else
 * @param page from 1; 0 where there are no pages
 */
record Block(int level, int page, String text) {

    static Block text(String text) {
        return new Block(0, 0, text);
    }

    static Block heading(int level, String text) {
        return new Block(level, 0, text);
    }

    boolean isHeading() {
        return level > 0;
    }
}
