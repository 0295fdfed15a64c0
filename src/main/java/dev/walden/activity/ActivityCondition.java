package dev.walden.activity;

import java.util.List;

/**
 * How the log and its views do; for health and readiness.
 *
 * @param problems what is wrong, for the operator; empty when nothing is
 * @param durable highest sequence number on disk
 * @param applied highest sequence number that the views hold
 */
public record ActivityCondition(LogState log, ViewsState views, List<String> problems, long durable, long applied) {

    public ActivityCondition {
        problems = List.copyOf(problems);
    }

    /** Whether new work can be taken. */
    public boolean ready() {
        return log == LogState.ACCEPTING && views != ViewsState.STOPPED;
    }

    /** What the log takes. */
    public enum LogState {
        /** Everything. */
        ACCEPTING,
        /** Outcomes only, until there is room. */
        NO_SPACE,
        /** Nothing, until the next start. */
        UNUSABLE
    }

    /** Whether the views follow the log. */
    public enum ViewsState {
        /** They do. */
        FOLLOWING,
        /** They cannot be written and try again. */
        STALLED,
        /** They move no further until the next start. */
        STOPPED
    }
}
