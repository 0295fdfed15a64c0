package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.ServiceEvent.UpkeepCallFinished;
import dev.walden.activity.ServiceEvent.UpkeepCallStarted;
import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What summaries cost that an engine with a price writes, over the wire. */
final class PaidSummariesTest {

    private final ScriptedModelServer server = ScriptedModelServer.openAi();
    private final AnnotationConfigApplicationContext engines = new AnnotationConfigApplicationContext();

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        TestPropertyValues.of(
                        "walden.reasoning.engines.gpt.type=openai",
                        "walden.reasoning.engines.gpt.base-url=" + server.baseUrl(),
                        "walden.reasoning.engines.gpt.model=wanted",
                        "walden.reasoning.engines.gpt.max-output-tokens=50",
                        "walden.reasoning.engines.gpt.price.input=3",
                        "walden.reasoning.engines.gpt.price.output=15")
                .applyTo(engines);
        engines.registerBean(SimpleMeterRegistry.class);
        engines.scan("dev.walden.reasoning");
        engines.refresh();
        memory = MemoryFixture.open(home.resolve("memory"));
    }

    @AfterEach
    void close() {
        memory.close();
        engines.close();
        server.close();
        assertThat(server.complaints()).isEmpty();
    }

    private EpisodeSummaries summaries(UpkeepBudget budget) {
        return summaries(budget, engines.getBean(ReasoningGateway.class));
    }

    private EpisodeSummaries summaries(UpkeepBudget budget, ReasoningGateway gateway) {
        UpkeepCalls calls = new UpkeepCalls(memory.activity().log(), () -> budget);
        SummaryEngine engine = new SummaryEngine("gpt", gateway, Duration.ofMinutes(1), () -> calls);
        memory.setClock(InstantSource.fixed(Instant.now().plus(Duration.ofDays(32))));
        return memory.summaries(Duration.ofDays(30), Optional.of(engine));
    }

    private void trip(String session) {
        memory.task(session, "Book the night train to Lisbon.", "Booked for 90 euros.", List.of());
        memory.task(session, "Reserve a room in Lisbon.", "The room is at the harbour.", List.of());
    }

    @Test
    void whatACallMayCostIsInTheLogBeforeItIsMadeAndWhatItDidBehindIt() throws Exception {
        List<UpkeepCallStarted> before = new ArrayList<>();
        server.answering(_ -> {
            before.addAll(memory.events(UpkeepCallStarted.class));
            return WireReply.text("A trip to Lisbon.");
        });
        trip("trip");

        summaries(UpkeepBudget.NONE).round(_ -> false);

        assertThat(before).singleElement().satisfies(begun -> {
            assertThat(begun.space()).isEqualTo(MemoryFixture.SPACE);
            assertThat(begun.engine()).isEqualTo("gpt");
            assertThat(begun.promptVersion()).isEqualTo("summary-1");
            assertThat(begun.reservedCost())
                    .as("50 tokens written, and the prompt")
                    .isGreaterThan(new Cost(750));
        });
        assertThat(memory.events(UpkeepCallFinished.class)).singleElement().satisfies(ended -> {
            assertThat(ended.call()).isEqualTo(before.getFirst().call());
            assertThat(ended.usage()).isEqualTo(new TokenUsage(100, 20));
            assertThat(ended.cost()).isEqualTo(Cost.parse("0.0006"));
        });
    }

    @Test
    void aCallThatTheEndOfARestCutHasNoOutcome() {
        server.then(new WireReply.Silence());
        trip("trip");
        EpisodeSummaries summaries = summaries(UpkeepBudget.NONE);

        Throwable thrown =
                catchThrowable(() -> summaries.round(_ -> !server.requests().isEmpty()));

        assertThat(thrown).isInstanceOf(InterruptedException.class);
        assertThat(memory.events(UpkeepCallStarted.class)).hasSize(1);
        assertThat(memory.events(UpkeepCallFinished.class)).isEmpty();
    }

    /** That one space has nothing left keeps the engine from none of another. */
    @Test
    void whereNoBudgetCoversTheCallNobodyIsAskedAndTheSummaryQuotes() throws Exception {
        for (int i = 0; i < SummaryWriter.PATIENCE + 1; i++) {
            trip("trip-" + i);
        }
        ScarceBudget budget = new ScarceBudget(Cost.NONE);

        assertThat(summaries(budget).round(_ -> false)).isEqualTo(SummaryWriter.PATIENCE + 1);

        assertThat(memory.events(SessionSummarized.class)).allSatisfy(summary -> {
            assertThat(summary.text()).contains("Book the night train to Lisbon.");
            assertThat(summary.author()).isNull();
        });
        assertThat(budget.asked).isEqualTo(SummaryWriter.PATIENCE + 1);
        assertThat(server.requests()).isEmpty();
        assertThat(memory.events(UpkeepCallStarted.class)).isEmpty();
    }

    @Test
    void whatABudgetIsToldAddsUpToWhatWasSpent() throws Exception {
        ScarceBudget budget = new ScarceBudget(new Cost(1_000_000));
        server.then(WireReply.text("A trip to Lisbon."), WireReply.status(400));
        trip("one");
        trip("two");

        summaries(budget).round(_ -> false);

        assertThat(budget.left).isEqualTo(new Cost(1_000_000 - 600));
        assertThat(budget.held).isFalse();
    }

    @Test
    void whatWasReservedForACallThatBrokeBehindItsAnswerStaysSpent() throws Exception {
        ScarceBudget budget = new ScarceBudget(new Cost(1_000_000));
        server.then(WireReply.text("A trip to Lisbon."));
        trip("trip");

        summaries(budget, new BreakingGateway(engines.getBean(ReasoningGateway.class)))
                .round(_ -> false);

        assertThat(server.requests()).hasSize(1);
        assertThat(memory.events(UpkeepCallStarted.class))
                .singleElement()
                .satisfies(begun -> assertThat(budget.left)
                        .isEqualTo(new Cost(1_000_000 - begun.reservedCost().micros())));
        assertThat(memory.events(UpkeepCallFinished.class)).isEmpty();
        assertThat(memory.events(SessionSummarized.class))
                .singleElement()
                .satisfies(summary -> assertThat(summary.author()).isNull());
    }

    /** Has a defect that shows when the provider has answered. */
    private record BreakingGateway(ReasoningGateway whole) implements ReasoningGateway {

        @Override
        public boolean has(String engine) {
            return whole.has(engine);
        }

        @Override
        public List<String> engines() {
            return whole.engines();
        }

        @Override
        public String defaultEngine() {
            return whole.defaultEngine();
        }

        @Override
        public Prompt compose(List<RecalledItem> recalled, List<Message> messages, List<ToolDescriptor> tools) {
            return whole.compose(recalled, messages, tools);
        }

        @Override
        public Sending sending(Prompt prompt, String engine) {
            return whole.sending(prompt, engine);
        }

        @Override
        public Sending sendingAlone(Prompt prompt, String engine) {
            return whole.sendingAlone(prompt, engine);
        }

        @Override
        public Reasoned reason(Prompt prompt, Optional<String> engine, Duration atMost, Deltas heard)
                throws InterruptedException {
            return whole.reason(prompt, engine, atMost, heard);
        }

        @Override
        public Reasoned ask(Prompt prompt, String engine, Duration atMost) throws InterruptedException {
            Reasoned paid = whole.ask(prompt, engine, atMost);
            throw new IllegalStateException("It cost " + paid.cost() + ".");
        }
    }

    /** Has so much and no more. */
    private static final class ScarceBudget implements UpkeepBudget {

        private Cost left;
        private boolean held;
        private int asked;

        ScarceBudget(Cost left) {
            this.left = left;
        }

        @Override
        public Optional<String> hold(Space space, Cost reservation) {
            asked++;
            held = reservation.compareTo(left) <= 0;
            return held ? Optional.empty() : Optional.of("Nothing is left.");
        }

        @Override
        public void recorded(Space space, Instant begun, long seq, long micros) {
            left = new Cost(left.micros() - micros);
        }

        @Override
        public void release(Space space) {
            held = false;
        }
    }
}
