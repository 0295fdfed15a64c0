package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.conversation.ToolCall;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "look", "{\"url\": \"https://pay.example/{{arguments.a}}?k={{idempotencyKey}}&r={{arguments.b}}\"}");
        CallInDoubt doubt =
                new CallInDoubt("t1", "t1.c1", ToolCall.of("c1", "pay", Map.of("a", "7?x= y", "b", "../8")));

        assertThat(template.fill(doubt).orElseThrow())
                .containsEntry("url", "https://pay.example/7%3Fx%3D%20y?k=t1.c1&r=..%2F8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pay.example{{arguments.a}}",
                "http://{{arguments.a}}/orders",
                "https://pay.example:{{arguments.a}}/"
            })
    void noArgumentSaysWhoIsAsked(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallTemplate.parse("look", "{\"url\": \"" + url + "\"}"))
                .withMessageContaining("have a gap in the host of " + url);
    }

    /** A server reads {@code /orders/..} as {@code /}, and what it says of that proves nothing. */
    @ParameterizedTest
    @CsvSource({
        "https://pay.example/orders/{{arguments.a}}, ..",
        "https://pay.example/orders/{{arguments.a}}, .",
        "https://pay.example/orders/{{arguments.a}}, ''",
        "https://pay.example/orders/{{arguments.a}}?full=1, ..",
        "https://pay.example/orders/{{arguments.a}}#last, ''",
        "https://pay.example/{{arguments.a}}/orders, ..",
        "https://pay.example/orders/.{{arguments.a}}, .",
        "https://pay.example/orders/.{{arguments.a}}, ''",
        "https://pay.example/orders/%2e{{arguments.a}}, .",
        "https://pay.example/orders/{{arguments.a}}{{arguments.a}}, .",
        "https://pay.example/orders/{{arguments.a}};v=1, ..",
        "https://pay.example/orders/{{arguments.a}}, ;x",
        "https://pay.example/orders/{{arguments.a}}, 7/..",
        "https://pay.example/orders/{{arguments.a}}, ../customers/8",
        "https://pay.example/orders/{{arguments.a}}, 7\\8",
        "https://pay.example/orders/{{arguments.a}}, %2e%2e",
        "https://pay.example/orders%2F{{arguments.a}}, ..",
        "https://pay.example/orders?reference={{arguments.a}}, ''",
        "https://pay.example/orders?full=1&{{arguments.a}}, ''",
    })
    void whereAnArgumentWouldMakeAnAddressAnotherOneNothingIsAskedFor(String url, String argument) {
        CallTemplate template = CallTemplate.parse("look", "{\"in\": [{\"url\": \"" + url + "\"}]}");

        assertThat(template.fill(doubtOf("a", argument))).isEmpty();
        assertThat(template.fill(doubtOf("a", "7"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://pay.example/a/../orders/{{arguments.a}}/, 7, https://pay.example/a/../orders/7/",
        "https://pay.example//orders?x=&r={{arguments.a}}, .., https://pay.example//orders?x=&r=..",
        "https://pay.example/orders/of-{{arguments.a}}, '', https://pay.example/orders/of-",
        "https://pay.example/orders/{{arguments.a}}, ..., https://pay.example/orders/...",
        "https://pay.example/orders/{{arguments.a}}, 1.5, https://pay.example/orders/1.5",
        "https://pay.example, '', https://pay.example",
        "https://pay.example/group%2Forders/{{arguments.a}}, 7, https://pay.example/group%2Forders/7",
    })
    void whatStandsInTheTemplateIsTheOperators(String url, String argument, String filled) {
        CallTemplate template = CallTemplate.parse("look", "{\"url\": \"" + url + "\"}");

        assertThat(template.fill(doubtOf("a", argument)).orElseThrow()).containsEntry("url", filled);
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
        return doubtOf("all", all);
    }

    private static CallInDoubt doubtOf(String name, Object value) {
        return new CallInDoubt("t1", "t1.c1", ToolCall.of("c1", "pay", Map.of(name, value)));
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
