package dev.walden.activity;

import org.jspecify.annotations.Nullable;

/** Reads one kind of value from plain JSON. Thread-safe. */
@FunctionalInterface
interface PlainReader<T extends @Nullable Object> {

    /**
     * The value that comes next.
     *
     * @throws NotPlain when it is not of the plain form, whether it is a good value or not
     */
    T read(PlainJson json);
}
