package dev.walden.conversation;

/**
 * Something memory holds that may matter now.
 *
 * @param id of the memory item
 * @param kind {@code fact}, {@code message} or {@code episode}
 * @param text the words
 * @param seq the record that it was learned from
 * @param trusted false when the words came from outside: a document, a page, a tool's output
 */
public record RecalledItem(String id, String kind, String text, long seq, boolean trusted) {}
