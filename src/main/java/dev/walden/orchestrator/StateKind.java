package dev.walden.orchestrator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a task in this state has ended. */
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** Whether a task in this state waits for a person. */
    public boolean awaitsPerson() {
        return this == AWAITING_APPROVAL || this == AWAITING_INPUT || this == IN_DOUBT || this == PAUSED;
    }

    /** The state of this code, or empty when there is none. */
    public static Optional<StateKind> parse(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /**
     * The state of this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static StateKind ofCode(String code) {
        return parse(code).orElseThrow(() -> new IllegalArgumentException("No task state has the name " + code + "."));
    }

    /** All codes, in the order of a task's life. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(StateKind::code).toList();
    }
}
