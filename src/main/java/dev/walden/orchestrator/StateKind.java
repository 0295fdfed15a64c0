package dev.walden.orchestrator;

/** The states of a task by name, for tables, views and the API. */
public enum StateKind {
    QUEUED,
    PERCEIVING,
    REASONING,
    CALLING_TOOLS,
    REFLECTING,
    AWAITING_APPROVAL,
    AWAITING_INPUT,
    IN_DOUBT,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Lower snake case, as the API shows it. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a task in this state has ended. */
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** Whether a task in this state waits for a person. */
    public boolean awaitsPerson() {
        return this == AWAITING_APPROVAL || this == AWAITING_INPUT || this == IN_DOUBT || this == PAUSED;
    }

    /**
     * The state of this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static StateKind ofCode(String code) {
        for (StateKind kind : values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No task state has the name " + code + ".");
    }
}
