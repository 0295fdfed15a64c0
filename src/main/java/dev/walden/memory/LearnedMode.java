package dev.walden.memory;

/** What becomes of procedures that tasks teach. */
enum LearnedMode {
    /** They wait for somebody to approve them. */
    ASK,
    /** They are approved at once, unless a task that they are learned from had been shown words from outside. */
    AUTO,
    /** None is learned, and none is followed. */
    OFF
}
