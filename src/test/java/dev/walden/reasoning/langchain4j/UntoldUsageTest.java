package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.EstimatedUsage;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What attempts without a reply are taken to have used where nobody tells: budgets must be reached by them, too. */
final class UntoldUsageTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BRIEF = Duration.ofMillis(300);
    private static final Deltas HEARER = _ -> {};
    private static final TokenUsage PROMPT_READ = EstimatedUsage.of(Conversations.SHORT, 0);

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersHasReadThePrompt(Wired vendor) {
        assertThat(PROMPT_READ.input()).isBetween(50L, 500L);
        assertThat(List.of(
                        lostInSilence(vendor, new WireReply.Silence(), Deltas.NOBODY),
                        lostInSilence(vendor, new WireReply.Silence(), HEARER),
                        lostInSilence(vendor, new WireReply.Opened(), HEARER)))
                .containsOnly(PROMPT_READ);
    }

    /** The limit grows until the request had the time to be sent. */
    private static TokenUsage lostInSilence(Wired vendor, WireReply silence, Deltas heard) {
        TokenUsage lost = TokenUsage.ZERO;
        for (Duration time = BRIEF; lost.total() == 0 && time.compareTo(MINUTE) < 0; time = time.multipliedBy(2)) {
            try (ScriptedModelServer server = server(vendor, silence)) {
                lost = failure(vendor.engine(server, time), heard).usage();
            }
        }
        return lost;
    }

    /** The silence that is borne grows until the words had the time to come. */
    @ParameterizedTest
    @EnumSource
    void aStreamThatStopsHasWrittenWhatWasHeardOfIt(Wired vendor) {
        TokenUsage usage = TokenUsage.ZERO;
        for (Duration time = BRIEF; usage.output() < 3 && time.compareTo(MINUTE) < 0; time = time.multipliedBy(2)) {
            usage = lostHalfWay(vendor, time);
        }

        assertThat(usage.output()).as("of the 8 bytes of 'Half an '").isEqualTo(3);
        assertThat(usage.input())
                .as("what Anthropic tells at the beginning is believed")
                .isEqualTo(vendor == Wired.ANTHROPIC ? 100 : PROMPT_READ.input());
    }

    private static TokenUsage lostHalfWay(Wired vendor, Duration silence) {
        Completion words = new Completion("Half an answer.", List.of(), null, "stop");
        int events = switch (vendor) {
            case OPENAI -> 2;
            case ANTHROPIC -> 4;
            case OLLAMA -> 1;
        };
        WireReply stalled = new WireReply.Gated(words, new Semaphore(events), true);

        try (ScriptedModelServer server = server(vendor, stalled)) {
            ModelEngine engine = vendor.engine(server, Capabilities.ALL, MINUTE, silence);
            return failure(engine, HEARER).usage();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsLostBehindTheRequestHasCostThePrompt(Wired vendor) {
        try (ScriptedModelServer server = server(vendor, new WireReply.Cut())) {
            assertThat(failure(vendor.engine(server, MINUTE), Deltas.NOBODY).usage())
                    .isEqualTo(PROMPT_READ);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAServerRefusesCostsNothing(Wired vendor) {
        WireReply error = new WireReply.Raw("{\"error\":{\"type\":\"overloaded_error\"}}\n");

        assertThat(lost(vendor, WireReply.status(400), WireReply.rateLimited("1"), WireReply.status(500), error))
                .containsOnly(TokenUsage.ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsNeverMadeCostsNothing(Wired vendor) {
        ScriptedModelServer server = vendor.server();
        ModelEngine engine = vendor.engine(server, MINUTE);
        server.close();

        assertThat(List.of(failure(engine, Deltas.NOBODY), failure(engine, HEARER)))
                .extracting(EngineException::usage)
                .containsOnly(TokenUsage.ZERO);
    }

    /** Of each of these replies, to a request for the whole answer and to one for a stream. */
    private static List<TokenUsage> lost(Wired vendor, WireReply... replies) {
        return Stream.of(replies)
                .flatMap(reply -> Stream.of(Deltas.NOBODY, HEARER).map(heard -> {
                    try (ScriptedModelServer server = server(vendor, reply)) {
                        return failure(vendor.engine(server, MINUTE), heard).usage();
                    }
                }))
                .toList();
    }

    private static ScriptedModelServer server(Wired vendor, WireReply reply) {
        return vendor.server().then(reply);
    }

    private static EngineException failure(ModelEngine engine, Deltas heard) {
        return assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.reply(Conversations.SHORT, MINUTE, heard))
                .actual();
    }
}
