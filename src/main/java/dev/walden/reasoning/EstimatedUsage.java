package dev.walden.reasoning;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import java.nio.charset.StandardCharsets;

/** What a call is taken to have used when its engine counts tokens and does not tell of them: as much as is reserved for such texts. Pure. */
public final class EstimatedUsage {

    private EstimatedUsage() {}

    /** Of a prompt and the reply to it, by the length of their texts. */
    public static TokenUsage of(Prompt prompt, Reply reply) {
        return of(prompt, bytes(reply));
    }

    /** Of a prompt and so many bytes of a reply, as UTF-8, that never became one. */
    public static TokenUsage of(Prompt prompt, long saidBytes) {
        return new TokenUsage(PromptDigest.of(prompt).promptTokens(), TokenEstimate.atMost(saidBytes));
    }

    private static long bytes(Reply reply) {
        return switch (reply) {
            case Reply.Answer answer -> bytes(answer.text());
            case Reply.UseTools calls ->
                bytes(calls.text())
                        + calls.calls().stream()
                                .mapToLong(EstimatedUsage::bytes)
                                .sum();
            case Reply.Refusal refusal -> bytes(refusal.text());
            case Reply.Unavailable _ -> 0;
        };
    }

    private static long bytes(ToolCall call) {
        return bytes(call.tool()) + bytes(call.malformed().orElseGet(() -> JsonText.write(call.arguments())));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
