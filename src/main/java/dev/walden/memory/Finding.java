package dev.walden.memory;

/** What an audit looks for. Conditions are on a fact {@code f} with its item {@code i}; {@code ?2} is now, {@code ?3} when old begins. */
public enum Finding {
    /** Facts that are true now and have the same words, but for order, fillers and endings. */
    DUPLICATE(
            "duplicate",
            "(SELECT count(*) FROM memory_facts o WHERE o.space = f.space AND o.words = f.words"
                    + " AND o.negated = f.negated AND o.ends > ?2) > 1"),

    /** Facts of one subject and attribute that are true at once, or one of them disputed. */
    CONTRADICTION(
            "contradiction",
            "(i.disputed = 1 OR f.subject IS NOT NULL AND (SELECT count(*) FROM memory_facts o WHERE o.space = f.space"
                    + " AND o.subject = f.subject AND o.attribute = f.attribute AND o.ends > ?2) > 1)"),

    /** Facts whose task or document was forgotten. */
    ORPHAN("orphan", "EXISTS (SELECT 1 FROM memory_sources s WHERE s.item = f.item AND (" + Conditions.GONE + "))"),

    /** Facts that no answer of a task ever rested on, and that nobody has stated for long. */
    UNUSED(
            "unused",
            "f.last_seen < ?3 AND NOT EXISTS (SELECT 1 FROM memory_origins u WHERE u.item = f.item"
                    + " AND i.source <> 'task:' || u.task)");

    private final String code;
    private final String condition;

    Finding(String code, String condition) {
        this.code = code;
        this.condition = condition;
    }

    /** The stable lower-case name in the API and in metrics. */
    public String code() {
        return code;
    }

    String condition() {
        return condition;
    }

    /** What an enum's constants cannot use of the enum itself. */
    private static final class Conditions {
        static final String GONE = "s.source GLOB 'task:*' AND EXISTS (SELECT 1 FROM memory_items e WHERE e.erased = 1"
                + " AND e.id = 'e' || substr(s.source, 7)) OR s.source GLOB 'document:*'"
                + " AND EXISTS (SELECT 1 FROM memory_documents d WHERE d.document = substr(s.source, 10) AND d.state = 'removed')";
    }
}
