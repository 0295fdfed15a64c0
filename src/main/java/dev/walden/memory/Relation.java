package dev.walden.memory;

/** What two facts that bear on each other are to each other. */
enum Relation {
    SAME("restated"),
    SAME_ATTRIBUTE("same-attribute"),
    CHANGED_NUMBER("changed-number"),
    CHANGED_TIME("changed-time"),
    NEGATED("negated");

    private final String why;

    Relation(String why) {
        this.why = why;
    }

    /** As events say it. */
    String why() {
        return why;
    }
}
