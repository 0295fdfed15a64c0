package dev.walden.memory.lexical;

/**
 * An item that may be what was looked for, with what speaks for it.
 *
 * @param own how well its own words match, from 0; comparable within one search
 * @param around the same of its words with those beside it
 * @param named whether the query names who said it
 * @param weight percent of its score that counts
 * @param session a number of its session's own, {@link #NO_SESSION} without one
 * @param at when it was said, became true or was stored, in seconds since 1970
 */
public record Match(
        String id, long seq, float own, float around, boolean named, int weight, String kind, long session, long at) {

    /** No session. */
    public static final long NO_SESSION = 0;
}
