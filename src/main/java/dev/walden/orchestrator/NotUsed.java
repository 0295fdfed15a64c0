package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something is not to be used: a tool of this name, and, unless the name can only be a tool's, what arguments name with it.
 *
 * @param literal as the request has it
 */
record NotUsed(String literal, boolean toolOnly) implements Constraint {

    @Override
    public Optional<String> contradiction(ToolCall call, boolean own, int number) {
        if (call.tool().equals(literal)) {
            return Optional.of(told("it was called as " + call.id()));
        }
        return !own && !toolOnly && isIn(call.arguments())
                ? Optional.of(told("%s (%s) was given it".formatted(call.id(), Habits.toolName(call))))
                : Optional.empty();
    }

    private String told(String what) {
        return "The task says not to use %s; %s. Undo nothing by yourself; go on without it.".formatted(literal, what);
    }

    private boolean isIn(@Nullable Object value) {
        return switch (value) {
            case String text -> isIn(text);
            case List<?> list -> list.stream().anyMatch(this::isIn);
            case Map<?, ?> map -> map.values().stream().anyMatch(this::isIn);
            case null, default -> false;
        };
    }

    private boolean isIn(String text) {
        String name = literal.endsWith("/") ? literal.substring(0, literal.length() - 1) : literal;
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (beginsAt(text, at) && endsAt(text, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    /** A folder may stand before it; {@code my-notes.txt} and {@code api.example.com} are something else. */
    private static boolean beginsAt(String text, int at) {
        return at == 0 || (!isOfWord(text.charAt(at - 1)) && text.charAt(at - 1) != '.');
    }

    /** A path, port or full stop may stand behind it; {@code notes.txt.old} is something else. */
    private static boolean endsAt(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        boolean goesOn = text.charAt(end) == '.' && end + 1 < text.length() && isOfWord(text.charAt(end + 1));
        return !isOfWord(text.charAt(end)) && !goesOn;
    }

    private static boolean isOfWord(char one) {
        return Character.isLetterOrDigit(one) || one == '_' || one == '-';
    }
}
