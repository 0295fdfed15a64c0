package dev.walden.memory;

/** What an audit looks for among the facts that are true now. */
public enum Finding {
    /** They have the same words as another one, but for order, fillers and endings. */
    DUPLICATE("duplicate"),

    /** They are disputed, or another one of the same subject and attribute is true at the same time. */
    CONTRADICTION("contradiction"),

    /** Their task was forgotten, or nothing is left of their document. */
    ORPHAN("orphan"),

    /** No answer of a task ever rested on them, and for long no task was given them and nobody has stated them. */
    UNUSED("unused");

    private final String code;

    Finding(String code) {
        this.code = code;
    }

    /** The stable lower-case name in the API and in metrics. */
    public String code() {
        return code;
    }
}
