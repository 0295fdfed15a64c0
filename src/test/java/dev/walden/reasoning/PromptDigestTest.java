package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.ToolCall;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptDigestTest {

    @Test
    void equalPromptsHaveEqualFingerprints() {
        Prompt one = Prompts.of(new Message.User("Hello"));
        Prompt other = Prompts.of(new Message.User("Hello"));

        assertThat(PromptDigest.of(one)).isEqualTo(PromptDigest.of(other));
        assertThat(PromptDigest.of(one).digest()).matches("[0-9a-f]{32}");
    }

    @Test
    void promptsThatDifferAnywhereHaveDifferentDigests() {
        Stream<Prompt> prompts = Stream.of(
                Prompts.of(new Message.User("ab"), new Message.User("c")),
                Prompts.of(new Message.User("a"), new Message.User("bc")),
                Prompts.of(new Message.User("abc")),
                Prompts.of(new Message.Assistant("abc", List.of())),
                Prompts.of(called(Map.of("n", 1L))),
                Prompts.of(called(Map.of("n", "1"))),
                Prompts.of(called(Map.of("n", true))),
                Prompts.of(called(Map.of("n", List.of(1L)))),
                Prompts.of(called(Map.of("n", Map.of("m", 1L)))),
                Prompts.of(called(nothing())),
                Prompts.of(new Message.ToolResult("c1", "t", "x", true, true)),
                Prompts.of(new Message.ToolResult("c1", "t", "x", true, false)),
                Prompts.of(new Message.ToolResult("c1", "t", "x", false, true)),
                Prompts.with(List.of(new RecalledItem("i", "fact", "x", 1, true)), List.of(), List.of()),
                Prompts.with(List.of(new RecalledItem("i", "fact", "x", 1, false)), List.of(), List.of()),
                Prompts.with(List.of(new RecalledItem("i", "fact", null, "x", 1, false, true)), List.of(), List.of()),
                Prompts.with(List.of(new RecalledItem("i", "fact", "Ann", "x", 1, true)), List.of(), List.of()),
                Prompts.of(new Message.Note("abc")),
                Prompts.of(new Message.User("abc")).answering("{}"),
                Prompts.of(new Message.User("abc")).ruledBy("{}"),
                Prompts.of(new Message.User("abc")).ruledBy("{}").answering("{}"),
                Prompts.of(new Message.User("abc")).ruledBy("Answer in German."),
                Prompts.of(new Message.User("abc")).answering("{\"type\":\"object\"}"),
                Prompts.with(List.of(), List.of(), List.of(Prompts.tool("t", "{}"))),
                Prompts.with(List.of(), List.of(), List.of(Prompts.tool("t", "{\"type\":\"object\"}"))));

        List<String> digests =
                prompts.map(prompt -> PromptDigest.of(prompt).digest()).toList();

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void promptTokensAreATokenForThreeBytes() {
        long empty = PromptDigest.of(Prompts.of(new Message.User(""))).promptTokens();

        long longer =
                PromptDigest.of(Prompts.of(new Message.User("x".repeat(3000)))).promptTokens();

        assertThat(longer - empty).isEqualTo(1000);
    }

    @Test
    void aSchemaCountsTwiceAsItMayBeSentTwice() {
        Prompt prompt = Prompts.of(new Message.User("Hello"));
        String schema = "x".repeat(3000);

        long more = PromptDigest.of(prompt.answering(schema)).promptTokens()
                - PromptDigest.of(prompt).promptTokens();

        assertThat(more).isEqualTo(2000);
    }

    private static Message called(Map<String, Object> arguments) {
        return new Message.Assistant("", List.of(ToolCall.of("c1", "t", new LinkedHashMap<>(arguments))));
    }

    private static Map<String, Object> nothing() {
        return new LinkedHashMap<>(Map.of("n", Arrays.asList(1L, 2L)));
    }
}
