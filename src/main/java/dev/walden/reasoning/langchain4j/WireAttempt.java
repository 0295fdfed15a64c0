package dev.walden.reasoning.langchain4j;

import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.JsonText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the wire sees it. Keeps the body of a good answer, because the library throws the tokens away together with a
 * refusal or an answer that it cannot read, and they cost all the same. Confined to the thread that attempts.
 */
final class WireAttempt {

    /** More than any model reads or writes at once, and so little that the sum of many calls stays a number. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private final Duration atMost;
    private String body = "";

    WireAttempt(Duration atMost) {
        this.atMost = atMost;
    }

    /** Time from the first byte sent to the last received. */
    Duration atMost() {
        return atMost;
    }

    void answered(String answer) {
        body = answer;
    }

    /** The tokens that the answer counts; none when it does not say, or there is no answer. */
    TokenUsage usage() {
        Optional<Map<String, @Nullable Object>> answer = JsonText.object(body);
        return answer.map(fields -> fields.get("usage") instanceof Map<?, ?> usage
                        ? new TokenUsage(count(usage.get("prompt_tokens")), count(usage.get("completion_tokens")))
                        : TokenUsage.ZERO)
                .orElse(TokenUsage.ZERO);
    }

    private static long count(@Nullable Object tokens) {
        return tokens instanceof Number number ? believed(number) : 0;
    }

    /** A count as far as it can be true: a server may write any number. */
    static long believed(Number tokens) {
        return (long) Math.clamp(tokens.doubleValue(), 0, MOST_TOKENS);
    }
}
