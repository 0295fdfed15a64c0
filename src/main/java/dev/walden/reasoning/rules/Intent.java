package dev.walden.reasoning.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one clause of a task asks for. */
sealed interface Intent {

    /** Arithmetic, as the calculator reads it. */
    record Calculate(Wording expression) implements Intent {}

    /**
     * A date or time.
     *
     * @param arguments of the clock
     * @param label what is asked, such as {@code The time in Tokyo}
     */
    record TellTime(String label, Map<String, @Nullable Object> arguments) implements Intent {
        public TellTime {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    record Remember(Wording text) implements Intent {}

    record Recall(String query) implements Intent {}

    record Forget(String query) implements Intent {}

    record ReadFile(String path) implements Intent {}

    record WriteFile(String path, Wording content) implements Intent {}

    record ListFiles(Optional<String> path) implements Intent {}

    record Request(String method, String url, Optional<Wording> body) implements Intent {}

    /** A question that only memory can answer. */
    record Ask(String question) implements Intent {}

    /** Something with one fixed answer, such as a greeting. */
    record Say(String answer) implements Intent {}

    /**
     * Words that are no request this engine knows.
     *
     * @param reason a sentence on why; empty when they are simply unknown
     */
    record Unclear(String words, String reason) implements Intent {}

    /** Whether a later step can use what comes out of it. */
    default boolean producesResult() {
        return switch (this) {
            case Calculate _, TellTime _, Recall _, ReadFile _, ListFiles _, Request _ -> true;
            case Remember _, Forget _, WriteFile _, Ask _, Say _, Unclear _ -> false;
        };
    }

    /** Whether it cannot be done without the result of an earlier step. */
    default boolean needsResult() {
        return switch (this) {
            case Calculate calculate -> calculate.expression().needsResult();
            case Remember remember -> remember.text().needsResult();
            case WriteFile write -> write.content().needsResult();
            case Request request -> request.body().map(Wording::needsResult).orElse(false);
            case TellTime _, Recall _, Forget _, ReadFile _, ListFiles _, Ask _, Say _, Unclear _ -> false;
        };
    }
}
