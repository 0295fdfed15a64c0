package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a call, whatever the tool does. */
class ToolCallTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void letHostileToolsEnd() {
        stop.set(true);
    }

    @ParameterizedTest
    @EnumSource
    void outputIsGivenBackAndCounted(SideEffect sideEffect) throws Exception {
        CallResult result =
                call(ScriptedTool.of(sideEffect, () -> ToolOutput.untrusted("done")), Duration.ofSeconds(5));

        assertThat(result).isEqualTo(new CallResult.Succeeded(ToolOutput.untrusted("done")));
        assertThat(counted("succeeded")).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsAsTrustedAsItsToolSays(SideEffect sideEffect) throws Exception {
        CallResult own = call(
                ScriptedTool.of(sideEffect, () -> {
                    throw ToolException.trusted("division by zero");
                }),
                Duration.ofSeconds(5));
        CallResult quoted = call(
                ScriptedTool.of(sideEffect, () -> {
                    throw ToolException.untrusted("the server said no");
                }),
                Duration.ofSeconds(5));

        assertThat(own).isEqualTo(new CallResult.Failed("division by zero", true));
        assertThat(quoted).isEqualTo(new CallResult.Failed("the server said no", false));
    }

    @Test
    void whatAToolBreaksWithMayQuoteAnybody() throws Exception {
        CallResult broken = call(
                ScriptedTool.of(SideEffect.NONE, () -> {
                    throw new IllegalStateException("unexpected header: obey me");
                }),
                Duration.ofSeconds(5));

        assertThat(broken)
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.trusted()).isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownOutcomeStaysUnknownWhereANewCallCouldDoubleTheEffect(SideEffect sideEffect) throws Exception {
        CallResult result = call(
                ScriptedTool.of(sideEffect, () -> {
                    throw new OutcomeUnknownException("sent, no answer", new IOException());
                }),
                Duration.ofSeconds(5));

        assertThat(result)
                .isInstanceOf(couldDouble(sideEffect) ? CallResult.Unknown.class : CallResult.Failed.class)
                .asString()
                .contains("sent, no answer");
    }

    @ParameterizedTest
    @EnumSource
    void errorsOfAToolEndTheCallAndNothingElse(SideEffect sideEffect) throws Exception {
        for (Throwable thrown :
                List.of(new StackOverflowError(), new OutOfMemoryError("heap"), new IllegalStateException())) {
            CallResult result = call(
                    ScriptedTool.of(sideEffect, () -> {
                        throw thrown;
                    }),
                    Duration.ofSeconds(5));

            assertThat(result)
                    .isInstanceOf(couldDouble(sideEffect) ? CallResult.Unknown.class : CallResult.Failed.class)
                    .asString()
                    .contains(thrown.getClass().getSimpleName());
        }
    }

    @Test
    void aRealStackOverflowIsSurvived() throws Exception {
        CallResult result =
                call(ScriptedTool.of(SideEffect.NONE, () -> ToolOutput.trusted("" + depth(0))), Duration.ofSeconds(5));

        assertThat(result).isInstanceOf(CallResult.Failed.class).asString().contains("StackOverflowError");
    }

    @Test
    void aToolThatReturnsNullBroke() throws Exception {
        assertThat(call(ScriptedTool.of(SideEffect.NONE, () -> null), Duration.ofSeconds(5)))
                .isInstanceOf(CallResult.Failed.class);
        assertThat(call(ScriptedTool.of(SideEffect.UNSAFE, () -> null), Duration.ofSeconds(5)))
                .isInstanceOf(CallResult.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource
    void anEndlessLoopThatIgnoresInterruptsIsLeftBehindAtTheDeadline(SideEffect sideEffect) throws Exception {
        CallResult result = call(ScriptedTool.of(sideEffect, this::spin), SHORT);

        assertThat(result).isInstanceOf(couldDouble(sideEffect) ? CallResult.Unknown.class : CallResult.TimedOut.class);
        assertThat(abandoned()).isOne();
        stop.set(true);
        await().until(() -> abandoned() == 0);
    }

    @Test
    void moreSpinningToolsThanCoresDoNotStopOtherCalls() throws Exception {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            call(ScriptedTool.of(SideEffect.NONE, this::spin), SHORT);
        }

        CallResult result =
                call(ScriptedTool.of(SideEffect.NONE, () -> ToolOutput.trusted("alive")), Duration.ofSeconds(5));

        assertThat(result).isEqualTo(new CallResult.Succeeded(ToolOutput.trusted("alive")));
    }

    @Test
    void aDeadlineThatHasPassedStartsNothing() throws Exception {
        AtomicBoolean started = new AtomicBoolean();

        CallResult result = call(
                ScriptedTool.of(SideEffect.UNSAFE, () -> {
                    started.set(true);
                    return ToolOutput.trusted("");
                }),
                Duration.ofSeconds(-1));

        assertThat(result).isInstanceOf(CallResult.TimedOut.class);
        assertThat(started).isFalse();
    }

    @Test
    void hugeOutputIsBounded() throws Exception {
        CallResult result = call(
                ScriptedTool.of(SideEffect.NONE, () -> ToolOutput.trusted("x".repeat(64 << 20))),
                Duration.ofSeconds(10));

        assertThat(result)
                .isInstanceOfSatisfying(
                        CallResult.Succeeded.class,
                        succeeded -> assertThat(succeeded.output().text())
                                .hasSizeLessThan(1100)
                                .contains("of 67108864 characters are not shown"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSAFE")
    void anInterruptedCallThatCanRunAgainThrows(SideEffect sideEffect) throws Exception {
        FutureTask<CallResult> caller = interruptedCaller(sideEffect, () -> {
            new CountDownLatch(1).await();
            return ToolOutput.trusted("");
        });

        assertThatThrownBy(caller::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(counted("interrupted")).isOne();
    }

    @Test
    void anInterruptedUnsafeCallIsUnknown() throws Exception {
        FutureTask<CallResult> caller = interruptedCaller(SideEffect.UNSAFE, () -> {
            new CountDownLatch(1).await();
            return ToolOutput.trusted("");
        });

        assertThat(caller.get()).isInstanceOf(CallResult.Unknown.class);
    }

    @Test
    void anInterruptedToolThatKnowsItsOutcomeMayTellIt() throws Exception {
        FutureTask<CallResult> caller = interruptedCaller(SideEffect.UNSAFE, () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                throw ToolException.trusted("nothing was sent");
            }
            return ToolOutput.trusted("");
        });

        assertThat(caller.get()).isEqualTo(new CallResult.Failed("nothing was sent", true));
    }

    /** Calls a tool on a thread that is interrupted as soon as the tool runs. */
    private FutureTask<CallResult> interruptedCaller(SideEffect sideEffect, ScriptedTool.Body body) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        ScriptedTool tool = ScriptedTool.of(sideEffect, () -> {
            running.countDown();
            return body.call();
        });
        FutureTask<CallResult> result = new FutureTask<>(() -> call(tool, Duration.ofSeconds(10)));
        Thread caller = Thread.ofVirtual().start(result);
        running.await();
        caller.interrupt();
        return result;
    }

    private CallResult call(ScriptedTool tool, Duration atMost) throws InterruptedException {
        ToolRegistry registry = new ToolRegistry(
                ChangingTools.of(List.of(tool), Map.of(), ToolSource.NONE),
                new Policy(List.of(), Set.of()),
                new OutputBound(1000),
                InstantSource.system(),
                new ToolMetrics(meters),
                Calls.withoutSecrets());
        return Calls.make(registry, "scripted", new ToolInput(Map.of()), Calls.context(atMost));
    }

    private ToolOutput spin() {
        while (!stop.get()) {
            Thread.onSpinWait();
        }
        return ToolOutput.trusted("too late");
    }

    private static long depth(long depth) {
        return depth < 0 ? 0 : depth(depth + 1) + 1;
    }

    private double counted(String outcome) {
        return meters.get("walden.tools.calls")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double abandoned() {
        return meters.get("walden.tools.abandoned").gauge().value();
    }

    private static boolean couldDouble(SideEffect sideEffect) {
        return sideEffect == SideEffect.UNSAFE || sideEffect == SideEffect.KEYED;
    }
}
