package dev.walden.orchestrator;

import dev.walden.activity.JsonText;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.Clipped;
import dev.walden.conversation.Reply;
import dev.walden.tools.BoundedSchema;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a final word is what its task asked for, where that is JSON by a schema. Pure, and bounded in what it takes to find out. */
sealed interface StructuredAnswer {

    /** Code of a task whose answer did not fit, nor the one after it. */
    String OUTPUT_INVALID = "output_invalid";

    int MAX_SCHEMA_BYTES = 64 * 1024;
    int MAX_ANSWER_CHARACTERS = 1024 * 1024;

    /** Of what a reader says of an answer that is no JSON: it repeats what it found. */
    int MAX_PROBLEM_CHARACTERS = 200;

    /** Fine; an answer is without the fence that it came in. */
    record Fits(Reply reply) implements StructuredAnswer {}

    /**
     * Not what was asked for.
     *
     * @param output the answer as it came
     * @param complaint what is wrong with it and where, in words that follow a colon
     */
    record Unfit(String output, String complaint) implements StructuredAnswer {}

    /** Words fit every task that wants words; what is no answer always fits. */
    static StructuredAnswer of(TaskSubmitted submission, Reply reply) {
        return of(submission.outputSchema(), reply);
    }

    /** The same by a schema; null for words. */
    static StructuredAnswer of(@Nullable String schema, Reply reply) {
        if (schema == null || !(reply instanceof Reply.Answer(String text, var sources))) {
            return new Fits(reply);
        }
        String json = unfenced(text.strip());
        return complaint(schema, json)
                .<StructuredAnswer>map(complaint -> new Unfit(text, complaint))
                .orElseGet(() -> new Fits(new Reply.Answer(json, sources)));
    }

    /** Why a text cannot be the schema of an answer, as a sentence; empty when it can. */
    static Optional<String> fault(String schema) {
        int bytes = schema.chars().map(StructuredAnswer::bytes).sum();
        if (bytes > MAX_SCHEMA_BYTES) {
            return Optional.of("outputSchema: at most %d bytes of JSON were expected; found: %d."
                    .formatted(MAX_SCHEMA_BYTES, bytes));
        }
        Optional<String> fault = switch (JsonText.parseObject(schema)) {
            case JsonText.JsonObject(var members) -> BoundedSchema.of(members).fault();
            case JsonText.Malformed(String problem) -> Optional.of(problem);
        };
        return fault.map(problem -> "outputSchema: a JSON Schema was expected; found: " + problem);
    }

    /** What the engine is told. */
    static String again(String complaint) {
        return "The answer does not fit the JSON Schema: " + complaint
                + " Give the answer again, corrected, as JSON and nothing else.";
    }

    /** What people are told. */
    static String failure(String complaint) {
        return "The answer does not fit the outputSchema, and did not before it was asked for again: " + complaint;
    }

    /** Of a character in UTF-8; the two of a pair have four together. */
    private static int bytes(int character) {
        return character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
    }

    private static Optional<String> complaint(String schema, String answer) {
        if (answer.length() > MAX_ANSWER_CHARACTERS) {
            return Optional.of("it has more than " + MAX_ANSWER_CHARACTERS + " characters.");
        }
        return switch (JsonText.parse(answer)) {
            case JsonText.Malformed(String problem) ->
                Optional.of("it is no JSON. The reader says: " + quoted(problem));
            case JsonText.JsonValue(var value) ->
                switch (JsonText.parseObject(schema)) {
                    case JsonText.JsonObject(var members) ->
                        BoundedSchema.of(members).complaint(value);
                    case JsonText.Malformed(String problem) -> Optional.of("the schema is no JSON. " + problem);
                };
        };
    }

    /** So that nothing of the answer in it stands there as our own. */
    private static String quoted(String problem) {
        return JsonText.writeValue(Clipped.of(problem, MAX_PROBLEM_CHARACTERS)) + ".";
    }

    /** Models like to put JSON into a fence of Markdown. */
    private static String unfenced(String text) {
        int head = text.indexOf('\n');
        if (!text.startsWith("```") || !text.endsWith("```") || head < 0 || text.length() - head <= "```".length()) {
            return text;
        }
        String language = text.substring("```".length(), head).strip();
        return Set.of("", "json", "JSON").contains(language)
                ? text.substring(head, text.length() - "```".length()).strip()
                : text;
    }
}
