package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.JsonText;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What engines make of replies in the forms that vendors send; src/test/resources/vendors/README.md says which. */
final class VendorRepliesTest {

    private static final Path FOLDER = Path.of("src/test/resources/vendors");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final String SAID = """
            openai/text.sse                           | 31  74  | Seven boats.
            openai/parallel-calls.sse                 | 82  34  | call_a1 search {"query":"tide in Oslo"}; call_b2 clock {}
            openai/refusal.sse                        | 40  9   | REFUSED I cannot help there.
            openai/length.sse                         | 31  500 | FAILED output_truncated
            openai/content-filter.sse                 | 31  1   | REFUSED The model's provider filtered the answer.
            openai/azure-filter-results.sse           | 28  4   | Seven boats.
            openai/vllm-reasoning-content.sse         | 22  18  | Nine.
            openai/vllm-reasoning.sse                 | 22  19  | chatcmpl-tool-1 search {"query":"tide"}
            openai/deepseek-keep-alive.sse            | 14  9   | Seven.
            openai/llama-cpp-timings.sse              | 41  3   | Seven boats.
            openai/calls.json                         | 60  25  | Let me see. call_0 search {"query":"tide"}; call_1 clock {}
            anthropic/thinking-and-parallel-tools.sse | 572 89  | Let me see. toolu_1 search {"query":"tide"}; toolu_2 clock {}
            anthropic/redacted-thinking.sse           | 25  15  | Seven boats.
            anthropic/unknown-event.sse               | 25  6   | Seven.
            anthropic/refusal.sse                     | 30  8   | REFUSED I cannot help there.
            anthropic/max-tokens.sse                  | 30  500 | FAILED output_truncated
            anthropic/overloaded.sse                  | 30  1   | FAILED engine_error
            anthropic/thinking.json                   | 600 89  | Let me see. toolu_4 search {"query":"tide"}; toolu_5 clock {}
            ollama/tool-calls.ndjson                  | 154 63  | call_1 search {"query":"tide","filter":{"tags":["sea"]}}; call_2 clock {}
            ollama/numbered-tool-calls.ndjson         | 154 63  | call_q1 search {"query":"tide"}; call_q2 clock {}
            ollama/thinking.ndjson                    | 26  12  | Seven boats.
            ollama/length.ndjson                      | 26  500 | FAILED output_truncated
            ollama/error.ndjson                       |         | FAILED engine_error
            ollama/thinking.json                      | 26  12  | Seven boats.
            """;

    private final List<String> heard = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SAID)
    void aReplyInAVendorsFormIsUnderstood(String file, @Nullable String tokens, String said) throws Exception {
        Wired vendor = Wired.valueOf(file.substring(0, file.indexOf('/')).toUpperCase(Locale.ROOT));
        Deltas hearer = file.endsWith(".json") ? Deltas.NOBODY : heard::add;
        try (ScriptedModelServer server = vendor.server()) {
            server.then(new WireReply.Raw(Files.readString(FOLDER.resolve(file))));

            Outcome outcome = outcome(vendor.engine(server, MINUTE), hearer);

            assertThat(outcome.said()).isEqualTo(said);
            if (tokens != null) {
                assertThat(outcome.usage().input() + "  " + outcome.usage().output())
                        .isEqualTo(tokens.replaceAll(" +", "  "));
            }
            if (outcome.words() != null) {
                assertThat(String.join("", heard)).isEqualTo(file.endsWith(".json") ? "" : outcome.words());
            }
        }
    }

    @Test
    void everyFileIsHeldToWhatItSays() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString())
                            .filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(SAID.lines()
                            .map(line -> line.substring(0, line.indexOf(' ')))
                            .toList());
        }
    }

    private static Outcome outcome(ModelEngine engine, Deltas hearer) throws InterruptedException {
        try {
            Reasoned reasoned = engine.reply(Conversations.SHORT, MINUTE, hearer);
            return switch (reasoned.reply()) {
                case Reply.Answer answer -> new Outcome(answer.text(), answer.text(), reasoned.usage());
                case Reply.Refusal refusal -> new Outcome("REFUSED " + refusal.text(), null, reasoned.usage());
                case Reply.UseTools use ->
                    new Outcome(
                            Stream.of(
                                            use.text(),
                                            use.calls().stream()
                                                    .map(VendorRepliesTest::told)
                                                    .collect(Collectors.joining("; ")))
                                    .filter(part -> !part.isEmpty())
                                    .collect(Collectors.joining(" ")),
                            use.text(),
                            reasoned.usage());
                case Reply.Unavailable none -> throw new AssertionError(none.toString());
            };
        } catch (EngineException failure) {
            return new Outcome("FAILED " + failure.code(), null, failure.usage());
        }
    }

    private static String told(ToolCall call) {
        return call.id() + " " + call.tool() + " " + JsonText.write(call.arguments());
    }

    /** @param words that are heard while they come; null where that is not looked at */
    private record Outcome(String said, @Nullable String words, TokenUsage usage) {}
}
