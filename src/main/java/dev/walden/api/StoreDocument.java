package dev.walden.api;

import org.jspecify.annotations.Nullable;

/**
 * A document as it is sent in JSON: its text, or where it is to be fetched from.
 *
 * @param name tells the format by its ending; when left out with {@code url}, that is the name
 * @param text of the document
 * @param url http or https, instead of text; fetched before the answer, as tools fetch
 */
record StoreDocument(
        @Nullable String name,
        @Nullable String text,
        @Nullable String url,
        @Nullable String space) {}
