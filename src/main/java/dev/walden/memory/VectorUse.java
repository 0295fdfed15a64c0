package dev.walden.memory;

/** What became of the vectors in a search. */
public enum VectorUse {
    /** They were searched. */
    USED("used"),
    /** Memory has none by configuration. */
    OFF("off"),
    /** The space has none yet. */
    NONE_YET("none-yet"),
    /** The question's own vector was not there in time, or cannot be computed. */
    LATE("late");

    private final String code;

    VectorUse(String code) {
        this.code = code;
    }

    /** The stable name in answers and records. */
    public String code() {
        return code;
    }
}
