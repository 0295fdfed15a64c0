package dev.walden.reasoning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request to run a procedure, which is a task of its own: {@code run PROCEDURE} or {@code run PROCEDURE with a=1, b="two words"}.
 *
 * @param inputs as they are written, quotation marks taken off
 * @param complaint what is wrong with the inputs; empty when nothing is
 */
public record RunRequest(String name, Map<String, String> inputs, Optional<String> complaint) {

    private static final int MAX_CHARACTERS = 20_000;

    private static final Pattern FORM = Pattern.compile(
            "(?:please\\s+)?run\\s+(?:the\\s+)?(?:(?:skill|procedure)\\s+)?([a-z0-9-]{1,64})(?:\\s++with\\s++(.+)|[.!]?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern INPUT = Pattern.compile(
            "\\s*+([A-Za-z0-9_-]{1,64})\\s*+=\\s*+"
                    + "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,500}+)\"|“([^”]*+)”|([^\\s\",“][^,\"]*+)|(?=,|$))\\s*+(?:,|$)",
            Pattern.DOTALL);

    public RunRequest {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** Empty when the words ask for something else. */
    public static Optional<RunRequest> of(String words) {
        String text = words.strip();
        Matcher form = FORM.matcher(text);
        if (text.length() > MAX_CHARACTERS || !form.matches()) {
            return Optional.empty();
        }
        return Optional.of(of(form.group(1).toLowerCase(Locale.ROOT), form.group(2)));
    }

    private static RunRequest of(String name, @Nullable String written) {
        Map<String, String> inputs = new LinkedHashMap<>();
        String rest = written == null ? "" : written;
        Matcher input = INPUT.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!input.region(at, rest.length()).lookingAt()) {
                return new RunRequest(name, inputs, Optional.of(expected(rest.substring(at))));
            }
            if (inputs.put(input.group(1), value(input)) != null) {
                return new RunRequest(name, inputs, Optional.of("The input " + input.group(1) + " is given twice."));
            }
            at = input.end();
        }
        return new RunRequest(name, inputs, Optional.empty());
    }

    private static String value(Matcher input) {
        if (input.group(2) != null) {
            return input.group(2).replaceAll("(?s)\\\\(.)", "$1");
        }
        return input.group(3) != null
                ? input.group(3)
                : input.group(4) == null ? "" : input.group(4).strip();
    }

    private static String expected(String found) {
        String beginning = found.strip().substring(0, Math.min(60, found.strip().length()));
        return "Inputs are written NAME=VALUE with commas between them, and a value that holds a comma in quotation marks, as in"
                + " run greet with name=\"Ann, the baker\", times=2; found: " + beginning;
    }

    /** Of the call of {@value Procedure#TOOL} that gets the procedure. */
    public Map<String, @Nullable Object> arguments() {
        return Map.of(Procedure.NAME, name, Procedure.INPUTS, inputs);
    }
}
