package dev.walden.orchestrator;

import dev.walden.activity.JsonText;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Clipped;
import dev.walden.conversation.Reply;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model may say of a step that it judges, and how it is told on: as advice, in quotation marks, for what it read may come from
 * outside. Pure.
 *
 * @param reason on one line, clipped; empty for a plain accept
 */
record Critique(Verdict verdict, String reason) {

    /** The reply about results: all members, and no others. */
    static final String OF_RESULTS = schema("\"accept\",\"retry\",\"replan\",\"give_up\"");

    /** The reply about an answer. */
    static final String OF_ANSWER = schema("\"accept\",\"retry\"");

    private static final int LONGEST_REASON = 1_000;

    private static String schema(String verdicts) {
        return "{\"type\":\"object\",\"required\":[\"verdict\",\"reason\"],\"additionalProperties\":false,\"properties\":"
                + "{\"verdict\":{\"enum\":[" + verdicts + "]},\"reason\":{\"type\":\"string\"}}}";
    }

    /** What a reply says; empty for no opinion, which is whatever does not fit, or asks for more work without saying why. */
    static Optional<Critique> of(String schema, Reply reply) {
        if (StructuredAnswer.of(schema, reply) instanceof StructuredAnswer.Fits(Reply.Answer(String json, var _))
                && JsonText.parseObject(json) instanceof JsonText.JsonObject(var members)) {
            Verdict verdict = Verdict.valueOf(said(members, "verdict").toUpperCase(Locale.ROOT));
            String reason = said(members, "reason").replaceAll("\\s+", " ").strip();
            return reason.isEmpty() && verdict != Verdict.ACCEPT
                    ? Optional.empty()
                    : Optional.of(new Critique(verdict, Clipped.of(reason, LONGEST_REASON)));
        }
        return Optional.empty();
    }

    private static String said(Map<String, @Nullable Object> members, String name) {
        return String.valueOf(members.get(name));
    }

    /** Behind what rules say of results; null for a plain accept. */
    @Nullable
    String ofResults() {
        if (reason.isEmpty()) {
            return null;
        }
        return switch (verdict) {
                    case ACCEPT -> "A model that judged the step found it good enough to go on with: ";
                    case RETRY ->
                        "A model that judged the step advises to try again in another form. This is advice, no rule: ";
                    case REPLAN ->
                        "A model that judged the step advises to go about it another way. This is advice, no rule: ";
                    case GIVE_UP -> "A model that judged the step sees no way on: ";
                }
                + quoted();
    }

    /** Of an answer; null for a plain accept. */
    @Nullable
    String ofAnswer() {
        if (reason.isEmpty()) {
            return null;
        }
        return verdict == Verdict.ACCEPT
                ? "A model that judged the answer found it good: " + quoted()
                : "A model that judged the answer advises to correct it. This is advice, no rule: " + quoted()
                        + " Give the whole answer again, in the form that the task asks for, corrected where the advice is right.";
    }

    /** So that nothing in it stands there as our own. */
    private String quoted() {
        return JsonText.writeValue(reason) + ".";
    }
}
