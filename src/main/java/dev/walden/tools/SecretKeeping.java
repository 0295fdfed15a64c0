package dev.walden.tools;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.SecretException;
import dev.walden.secrets.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call with its secrets filled in, and takes every secret out of what it tells. The call's intent is recorded before, so the log
 * has the placeholders. Thread-safe.
 */
final class SecretKeeping {

    /** In the arguments of one call: values are longer than placeholders. */
    private static final int MOST_PLACEHOLDERS = 16;

    private final Secrets secrets;
    private final Map<String, SecretAccess> access;

    /** @param access by the name of the secret; who is not named is given none */
    SecretKeeping(Secrets secrets, Map<String, SecretAccess> access) {
        this.secrets = secrets;
        this.access = Map.copyOf(access);
        access.keySet().forEach(name -> secrets.recognize("${secret:" + name + "}"));
    }

    /** As {@link dev.walden.plugin.Tool#call}; what is thrown holds no secret either. */
    ToolOutput call(RegisteredTool tool, ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        ToolInput filled = filled(tool, input);
        try {
            ToolOutput output = tool.call(filled, context.followedBy(new ShownProgress(context.progress(), secrets)));
            return new CleanAttachments(secrets).of(output.saying(secrets.redacted(output.text())));
        } catch (Throwable e) { // a tool may break with anything
            if (e instanceof InterruptedException || isClean(e)) {
                throw e;
            }
            throw redacted(e);
        }
    }

    private RuntimeException redacted(Throwable thrown) throws ToolException, OutcomeUnknownException {
        String told = message(thrown);
        return switch (thrown) {
            case ToolException failure ->
                throw failure.trusted() ? ToolException.trusted(told) : ToolException.untrusted(told);
            case OutcomeUnknownException _ ->
                throw new OutcomeUnknownException(told, new BrokenToolException(thrown, told));
            default -> new BrokenToolException(thrown, thrown.getClass().getSimpleName() + ": " + told);
        };
    }

    private ToolInput filled(RegisteredTool tool, ToolInput input) throws ToolException {
        List<String> named = new ArrayList<>();
        collect(input.values(), named);
        if (named.isEmpty()) {
            return input;
        }
        if (named.size() > MOST_PLACEHOLDERS) {
            throw ToolException.trusted("The call was not made. At most " + MOST_PLACEHOLDERS
                    + " secrets are filled into the arguments of a call; found: " + named.size() + ".");
        }
        String name = tool.descriptor().name();
        refuse(named.stream()
                .flatMap(secret -> accessTo(secret).refusal(secret, name).stream())
                .findFirst());
        ToolInput filled;
        try {
            filled = new ToolInput(filledObject(input.values()));
        } catch (SecretException e) {
            throw ToolException.trusted("The call was not made. " + e.getMessage());
        }
        refuse(named.stream()
                .flatMap(secret -> accessTo(secret).refusalOfPlace(secret, filled).stream())
                .findFirst());
        if (tool.complaint(filled.values()).isPresent()) { // which would quote the value
            throw ToolException.trusted(
                    "The call was not made. With its secrets filled in, the arguments do not fit the schema of " + name
                            + ": a secret is too long, or of another form.");
        }
        return filled;
    }

    private SecretAccess accessTo(String secret) {
        return access.getOrDefault(secret, SecretAccess.none());
    }

    private static void refuse(Optional<String> refusal) throws ToolException {
        if (refusal.isPresent()) {
            throw ToolException.trusted("The call was not made. " + refusal.get());
        }
    }

    private static void collect(@Nullable Object value, List<String> named) {
        switch (value) {
            case String text -> named.addAll(Secrets.named(text));
            case Map<?, ?> object -> object.values().forEach(member -> collect(member, named));
            case List<?> array -> array.forEach(element -> collect(element, named));
            case null, default -> {}
        }
    }

    private @Nullable Object filledValue(@Nullable Object value) {
        return switch (value) {
            case String text -> secrets.filled(text);
            case Map<?, ?> object -> filledObject(object);
            case List<?> array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                array.forEach(element -> elements.add(filledValue(element)));
                yield elements;
            }
            case null, default -> value;
        };
    }

    private Map<String, @Nullable Object> filledObject(Map<?, ?> object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), filledValue(value)));
        return members;
    }

    /** Looks at all that a log line would show of it, where there is anything to look for. */
    private boolean isClean(Throwable thrown) {
        if (!secrets.wereFilledIn()) {
            return true;
        }
        StringWriter shown = new StringWriter();
        thrown.printStackTrace(new PrintWriter(shown));
        String text = shown.toString();
        return secrets.redacted(text).equals(text);
    }

    private String message(Throwable thrown) {
        return secrets.redacted(String.valueOf(thrown.getMessage()));
    }

    /** A tool broke with words that may not be shown: what is left of them, and where. */
    private static final class BrokenToolException extends RuntimeException {

        BrokenToolException(Throwable thrown, String message) {
            super(message);
            setStackTrace(thrown.getStackTrace());
        }
    }
}
