package dev.walden.wal;

/** Whether a log takes appends. */
public sealed interface LogCondition {

    /** It does. */
    record Accepting() implements LogCondition {}

    /**
     * There is no room for the next segment. Reads go on, outcomes go to the reserve, and it resumes by itself.
     *
     * @param message what is missing where, for the operator
     */
    record NoSpace(String message) implements LogCondition {}

    /**
     * A write or fsync failed, or the log was closed. Final for this process.
     *
     * @param message what failed where, for the operator
     */
    record Unusable(String message) implements LogCondition {}
}
