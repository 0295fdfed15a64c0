package dev.walden.memory.knowledge;

/**
 * A part of a document that is recalled as one.
 *
 * @param start its first character in the text
 * @param end the one behind its last
 * @param page on which it begins, from 1; 0 where there are no pages
 * @param section the headings that it stands under, outermost first, by {@code " > "}; may be empty
 */
public record Chunk(int start, int end, int page, String section) {}
