package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The longest reply, by the name that its server heeds, as it is configured. */
final class OutputLimitTest {

    private static final Prompt PROMPT = Prompts.of(new Message.User("Hello"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String GPT = "walden.reasoning.engines.gpt.";

    private final ScriptedModelServer server = ScriptedModelServer.openAi();
    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withUserConfiguration(ReasoningConfiguration.class)
            .withBean(SimpleMeterRegistry.class)
            .withPropertyValues(
                    "walden.reasoning.default-engine=gpt",
                    GPT + "type=openai",
                    GPT + "base-url=" + server.baseUrl(),
                    GPT + "model=m");

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        ", max_tokens, max_completion_tokens",
        "max_tokens, max_tokens, max_completion_tokens",
        "max-tokens, max_tokens, max_completion_tokens",
        "max_completion_tokens, max_completion_tokens, max_tokens"
    })
    void theServerIsToldByTheConfiguredNameAlone(@Nullable String configured, String sent, String other) {
        server.then(WireReply.text("Hi."), WireReply.text("Hi."));

        start.withPropertyValues(GPT + "max-output-tokens=77")
                .withPropertyValues(
                        configured == null
                                ? new String[0]
                                : new String[] {GPT + "max-output-tokens-name=" + configured})
                .run(context -> {
                    ReasoningGateway gateway = context.getBean(ReasoningGateway.class);
                    gateway.reason(PROMPT, Optional.empty(), MINUTE);
                    gateway.reason(PROMPT, Optional.empty(), MINUTE, _ -> {});
                });

        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.path(sent).asInt()).isEqualTo(77);
            assertThat(request.has(other)).isFalse();
        });
    }

    @Test
    void aServerThatRefusesTheRequestMayWantTheOtherName() {
        String refused = "Engine gpt answered with HTTP 400 (type scripted).";
        String advice = " If it knows the longest reply by another name, change the engine's max-output-tokens-name.";
        server.then(WireReply.status(400), WireReply.status(400));

        assertThat(Stream.of("max-output-tokens=77", "result-characters=1000").map(this::failure))
                .containsExactly(
                        refused + advice,
                        refused
                                + " Check its base-url, its model and its other settings; the log of its server may say what it"
                                + " does not take.");
    }

    private String failure(String setting) {
        StringBuilder message = new StringBuilder();
        start.withPropertyValues(GPT + setting).run(context -> {
            Reply reply = context.getBean(ReasoningGateway.class)
                    .reason(PROMPT, Optional.empty(), MINUTE)
                    .reply();
            message.append(((Reply.Unavailable) reply).message());
        });
        return message.toString();
    }
}
