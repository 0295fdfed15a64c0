package dev.walden.memory.extract;

/**
 * Where a quotation stands.
 *
 * @param text the place of the text in the list, from 0
 * @param from its first character
 * @param to behind its last character
 */
public record Quote(int text, int from, int to) {

    /** Its words. */
    public String of(String quoted) {
        return quoted.substring(from, to);
    }

    int length() {
        return to - from;
    }
}
