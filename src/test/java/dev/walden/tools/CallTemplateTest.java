package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.conversation.ToolCall;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTemplateTest {

    private static final CallInDoubt DOUBT = new CallInDoubt(
            "t1", "t1.c1", ToolCall.of("c1", "pay", Map.of("order", "7/../8?x= y", "amount", new BigDecimal("1.50"))));

    @Test
    void gapsAreFilledWithWhatTheCallWasGiven() {
        CallTemplate template = CallTemplate.parse("look", """
                {"a": "{{arguments.amount}}", "b": ["for {{arguments.order}}", 3],
                 "c": {"key": "{{idempotencyKey}}", "ids": "{{taskId}} {{ toolCallId }}"}, "d": null}""");

        assertThat(template.fill(DOUBT).orElseThrow())
                .containsEntry("a", new BigDecimal("1.50"))
                .containsEntry("b", List.of("for 7/../8?x= y", 3L))
                .containsEntry("c", Map.of("key", "t1.c1", "ids", "t1 c1"))
                .containsEntry("d", null);
    }

    @Test
    void noArgumentMakesAnAddressAnotherOne() {
        CallTemplate template = CallTemplate.parse(
                "look", "{\"url\": \"https://pay.example/{{arguments.order}}?k={{idempotencyKey}}\"}");

        assertThat(template.fill(DOUBT).orElseThrow())
                .containsEntry("url", "https://pay.example/7%2F..%2F8%3Fx%3D%20y?k=t1.c1");
    }

    @Test
    void whatIsFilledInIsNeverReadForGapsAgain() {
        CallInDoubt hostile = new CallInDoubt(
                "t1", "t1.c1", ToolCall.of("c1", "pay", Map.of("order", "{{idempotencyKey}}", "amount", 1L)));

        assertThat(CallTemplate.parse("look", "{\"a\": \"of {{arguments.order}}\"}")
                        .fill(hostile)
                        .orElseThrow())
                .containsEntry("a", "of {{idempotencyKey}}");
    }

    /** A gap that stays would ask for something else, and "not found" would prove nothing. */
    @Test
    void aCallThatLacksAnArgumentIsNotAskedFor() {
        assertThat(CallTemplate.parse("look", "{\"a\": \"{{arguments.missing}}\"}")
                        .fill(DOUBT))
                .isEmpty();
    }

    /** Thousands of small values fit into no record, and what is in doubt must not be lost for a call about it. */
    @Test
    void aCallThatWouldBeTooLargeIsNotAskedFor() {
        CallTemplate template = CallTemplate.parse(
                "look", "{\"a\": \"{{arguments.all}}\", \"b\": [\"{{arguments.all}}\", \"{{arguments.all}}\"]}");

        assertThat(template.fill(doubtOf(Collections.nCopies(1_000, 1L)))).isPresent();
        assertThat(template.fill(doubtOf(Collections.nCopies(1_500, 1L)))).isEmpty();
        assertThat(template.fill(doubtOf("\u0001".repeat(1_000))))
                .as("each is six bytes")
                .isEmpty();
        assertThat(template.fill(doubtOf("x".repeat(9_000)))).isEmpty();
    }

    private static CallInDoubt doubtOf(Object all) {
        return new CallInDoubt("t1", "t1.c1", ToolCall.of("c1", "pay", Map.of("all", all)));
    }

    @Test
    void whatIsNoTemplateIsRefused() {
        for (String json : List.of("", "7", "null", "{\"a\":1} x", "{\"a\":\"{{secret}}\"}")) {
            assertThatThrownBy(() -> CallTemplate.parse("look", json))
                    .as(json)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
