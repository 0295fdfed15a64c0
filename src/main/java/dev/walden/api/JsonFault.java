package dev.walden.api;

import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in a sentence what is wrong with a JSON body: the member, the place, what was expected and what was found. */
final class JsonFault {

    private JsonFault() {}

    static Problem problem(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> problem("unknown_member", unknown, unknown(unknown));
            case MismatchedInputException more
            when text(more).startsWith("Trailing token") ->
                problem("invalid_json", more, "the end was expected behind the JSON value; found: more.");
            case MismatchedInputException mismatch -> problem("wrong_type", mismatch, mismatch(mismatch));
            case InputCoercionException range ->
                problem("wrong_type", range, "a number that fits was expected; found: " + text(range));
            default -> problem("invalid_json", fault, "JSON was expected; found: " + text(fault));
        };
    }

    private static Problem problem(String code, JacksonException fault, String sentence) {
        String member = member(fault.getPath());
        String subject = member.isEmpty() ? "The body" : "The member " + member;
        return Problem.of(
                400,
                code,
                subject + place(fault.getLocation()) + ": " + sentence,
                List.of(new Problem.Fault(member.isEmpty() ? "body" : member, sentence)));
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        @Nullable Collection<Object> known = unknown.getKnownPropertyIds();
        String names = known == null
                ? ""
                : known.stream().map(Objects::toString).sorted().collect(Collectors.joining(", "));
        return "one of these was expected: " + names + "; found: " + Excerpt.of(unknown.getPropertyName())
                + ". Correct the name or leave it out.";
    }

    private static String mismatch(MismatchedInputException mismatch) {
        @Nullable Class<?> target = mismatch.getTargetType();
        @Nullable JsonToken token = mismatch.getCurrentToken();
        boolean unsoundText = target == String.class && token == JsonToken.VALUE_STRING;
        if (unsoundText || token == JsonToken.PROPERTY_NAME) {
            return text(mismatch); // from StrictText
        }
        return expected(target) + " was expected; found: " + found(token) + ".";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type == String.class || Temporal.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type == Integer.class || type == Long.class) {
            return "an integer";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "another value";
    }

    private static String found(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
            case null -> "nothing";
        };
    }

    private static String member(List<JacksonException.Reference> path) {
        StringBuilder member = new StringBuilder();
        for (JacksonException.Reference step : path) {
            @Nullable String name = step.getPropertyName();
            if (name == null) {
                member.append('[').append(step.getIndex()).append(']');
            } else {
                member.append(member.isEmpty() ? "" : ".").append(Excerpt.of(name));
            }
        }
        return member.toString();
    }

    private static String place(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    /** The parser's own words; the first line of them, without the place that is told already. */
    private static String text(JacksonException fault) {
        String words = fault.getOriginalMessage().lines().findFirst().orElse("");
        String sentence = words.length() > 300 ? words.substring(0, 300) + "…" : words;
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
