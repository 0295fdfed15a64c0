package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import dev.walden.reasoning.langchain4j.Endpoint;
import dev.walden.reasoning.langchain4j.ModelEngine;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits of engines over real HTTP: {@code first} is asked, {@code second} stands in. */
class LimitsOverHttpTest {

    private static final Prompt PROMPT = Prompts.of(new Message.User("Hello"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int CALLERS = 18;
    private static final int TURNS = 3;

    private final ScriptedModelServer first = ScriptedModelServer.openAi();
    private final ScriptedModelServer second =
            ScriptedModelServer.openAi().answering(request -> WireReply.text("from the second"));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private Guards guards = Guards.NONE;

    @AfterEach
    void everyRequestWasValid() {
        callers.shutdownNow();
        first.close();
        second.close();
        callers.close();
        assertThat(first.complaints()).isEmpty();
        assertThat(second.complaints()).isEmpty();
    }

    @Test
    void aServerThatFailsIsLeftAloneWhileTheFallbackAnswersAndIsAskedAgainAfterItsRest() throws Exception {
        ManualRetryClock clock = new ManualRetryClock();
        ReasoningGateway gateway = gateway(clock, "breaker.window=4", "breaker.minimum-calls=4");
        first.answering(request -> WireReply.status(500));

        List<String> answers = new ArrayList<>(List.of(answer(gateway), answer(gateway), answer(gateway)));
        int askedWhileItRests = first.requests().size();
        first.answering(request -> WireReply.text("from the first"));
        clock.pause(Duration.ofSeconds(31));
        answers.addAll(List.of(answer(gateway), answer(gateway)));

        assertThat(answers)
                .containsExactly(
                        "from the second", "from the second", "from the second", "from the first", "from the first");
        assertThat(askedWhileItRests).isEqualTo(4);
        assertThat(first.requests()).hasSize(6);
    }

    @Test
    void aServerThatNeverAnswersKeepsNobodyFromAnother() throws Exception {
        ReasoningGateway gateway = gateway(RetryClock.SYSTEM, "limits.max-concurrent=1");
        first.answering(request -> new WireReply.Silence());
        Future<String> hanging = callers.submit(() -> answer(gateway));
        Awaitility.await().until(() -> first.requests().size() == 1);
        Future<String> next = callers.submit(() -> answer(gateway));
        Awaitility.await().until(() -> guards.waiting("first") == 1);

        Reply reply = gateway.reason(PROMPT, Optional.of("second"), MINUTE).reply();

        assertThat(reply).isEqualTo(new Reply.Answer("from the second", List.of()));
        assertThat(first.requests()).hasSize(1);
        assertThat(List.of(hanging, next)).noneMatch(Future::isDone);
    }

    @Test
    void aServerNeverHasMoreRequestsThanItsTurns() throws Exception {
        ReasoningGateway gateway = gateway(RetryClock.SYSTEM, "limits.max-concurrent=" + TURNS);
        AtomicInteger within = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        first.answering(request -> {
            most.accumulateAndGet(within.incrementAndGet(), Math::max);
            awaitThat(go);
            within.decrementAndGet();
            return WireReply.text("from the first");
        });

        List<Future<String>> answers = new ArrayList<>();
        Callable<String> task = () -> answer(gateway);
        for (int caller = 0; caller < CALLERS; caller++) {
            answers.add(callers.submit(task));
        }
        Awaitility.await().until(() -> within.get() == TURNS && guards.waiting("first") == CALLERS - TURNS);
        go.countDown();

        for (Future<String> each : answers) {
            assertThat(each.get()).isEqualTo("from the first");
        }
        assertThat(most).hasValue(TURNS);
        assertThat(first.requests()).hasSize(CALLERS);
    }

    @Test
    void aServerThatIsBusyIsLeftAloneByAllTasksAsLongAsItAskedForOnce() throws Exception {
        ManualRetryClock clock = new ManualRetryClock();
        ReasoningGateway gateway = gateway(clock);
        first.then(WireReply.rateLimited("90"), WireReply.text("from the first"));

        List<String> meanwhile = List.of(answer(gateway), answer(gateway), answer(gateway));
        int asked = first.requests().size();
        clock.pause(Duration.ofSeconds(40));
        String afterwards = answer(gateway);

        assertThat(meanwhile).containsOnly("from the second");
        assertThat(asked).isEqualTo(1);
        assertThat(afterwards).isEqualTo("from the first");
        assertThat(clock.pauses.getLast()).isBetween(Duration.ofSeconds(50), Duration.ofMillis(50_501));
    }

    private static String answer(ReasoningGateway gateway) throws InterruptedException {
        Reply reply = gateway.reason(PROMPT, Optional.empty(), MINUTE).reply();
        return reply instanceof Reply.Answer said ? said.text() : reply.toString();
    }

    private static void awaitThat(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ReasoningGateway gateway(RetryClock clock, String... settings) {
        Map<String, Engine> engines = Map.of("first", engine("first", first), "second", engine("second", second));
        Map<String, EngineProperties> configured =
                Map.of("first", EngineSettings.of("openai", settings), "second", EngineSettings.of("openai"));
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextLong());
        guards = Guards.of(configured, clock, backoff);
        ReasoningMetrics metrics = new ReasoningMetrics(new SimpleMeterRegistry(), engines.keySet(), Prices.NONE);
        Attempts attempts = new Attempts(backoff, clock, metrics, guards);
        return new EngineGateway(
                engines,
                "first",
                List.of("second"),
                Instructions.load(Instructions.CURRENT),
                attempts,
                clock,
                Prices.NONE);
    }

    private static Engine engine(String name, ScriptedModelServer server) {
        Endpoint endpoint = new Endpoint(server.baseUrl(), Optional.empty(), "test-model", Optional.of(500));
        return ModelEngine.openAi(name, endpoint, MINUTE);
    }
}
