package dev.walden.activity;

/**
 * A recalled item that an answer rests on.
 *
 * @param id of the item
 * @param kind {@code fact}, {@code message}, {@code episode}, {@code summary} or {@code document}
 * @param seq the record that it was learned from
 */
public record TaskSource(String id, String kind, long seq) {}
