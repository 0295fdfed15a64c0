package dev.walden.memory;

import java.util.Locale;

/** How far a learned procedure has come. */
public enum LearnedState {
    /** Nobody decided yet: it cannot be followed. */
    PROPOSED,
    /** It is offered and followed. */
    APPROVED,
    /** Somebody does not want it; it is not proposed again. */
    REJECTED,
    /** It failed; it is not proposed again. */
    RETIRED;

    /** The lower-case name in the log, the views and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LearnedState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
