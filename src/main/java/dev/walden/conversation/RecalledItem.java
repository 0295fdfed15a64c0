package dev.walden.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Something memory holds that may matter now.
 *
 * @param id of the memory item
 * @param kind {@code fact}, {@code message}, {@code episode}, {@code summary} or {@code document}; {@value #QUOTATION} for a quotation of older turns
 * @param speaker who said it; null when nobody is named
 * @param text the words
 * @param seq the record that it was learned from
 * @param trusted false when the words came from outside: a document, a page, a tool's output
 * @param disputed whether they contradict what is trusted
 */
public record RecalledItem(
        String id, String kind, @Nullable String speaker, String text, long seq, boolean trusted, boolean disputed) {

    /** The kind of what is quoted of older turns. */
    public static final String QUOTATION = "session";

    /** One that contradicts nothing. */
    public RecalledItem(String id, String kind, @Nullable String speaker, String text, long seq, boolean trusted) {
        this(id, kind, speaker, text, seq, trusted, false);
    }

    /** An item of nobody in particular. */
    public RecalledItem(String id, String kind, String text, long seq, boolean trusted) {
        this(id, kind, null, text, seq, trusted);
    }

    /** The words with their speaker in front: without, "I live in Rome" would seem to be said by whoever reads it. */
    public String said() {
        return speaker == null || text.startsWith(speaker + ":") ? text : speaker + ": " + text;
    }
}
