package dev.walden.memory.time;

/**
 * A phrase that says a time.
 *
 * @param next the place of the first word behind it
 * @param relative whether it counts from now, as "last week" does and "in March" does not
 */
record Found(TimeSpan span, int next, boolean relative) {

    static Found relative(TimeSpan span, int next) {
        return new Found(span, next, true);
    }

    static Found named(TimeSpan span, int next) {
        return new Found(span, next, false);
    }
}
