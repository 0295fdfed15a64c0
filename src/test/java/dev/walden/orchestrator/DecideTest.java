package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.TaskUse;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DecideTest {

    @ParameterizedTest
    @EnumSource(
            value = StateKind.class,
            names = {"AWAITING_APPROVAL", "AWAITING_INPUT", "PAUSED", "COMPLETED", "FAILED", "CANCELLED"})
    void aTaskThatWaitsForAPersonOrHasEndedRests(StateKind kind) {
        Step step = Decide.next(Samples.state(kind));

        assertThat(step).isInstanceOf(Step.Rest.class);
    }

    @Test
    void doubtsThatNobodyLookedIntoMayBeProbed() {
        Step step = Decide.next(Samples.state(StateKind.IN_DOUBT));

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.ProbeDoubts.class,
                        probe -> assertThat(probe.calls()).hasSize(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = StateKind.class,
            mode = Mode.INCLUDE,
            names = {"QUEUED", "PERCEIVING", "REASONING", "CALLING_TOOLS", "REFLECTING"})
    void aTaskThatCanGoOnDoes(StateKind kind) {
        Step step = Decide.next(Samples.state(kind));

        assertThat(step).isNotInstanceOf(Step.Rest.class).isNotInstanceOf(Step.Fail.class);
    }

    @Test
    void aCallWithoutOutcomeIsRecoveredBeforeAnythingElse() {
        TaskState state =
                Samples.after(Samples.state(StateKind.CALLING_TOOLS), Samples.started("c2", SideEffect.UNSAFE));

        Step step = Decide.next(state);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.RecoverCalls.class,
                        recover -> assertThat(recover.calls())
                                .extracting(entry -> entry.call().id())
                                .containsExactly("c2"));
    }

    /** It would else be made again long after, when a person has settled the other. */
    @Test
    void aCallWithoutOutcomeIsRecoveredBesideOneInDoubt() {
        TaskState state = Samples.after(
                Samples.state(StateKind.CALLING_TOOLS),
                Samples.started("c1", SideEffect.UNSAFE),
                Samples.started("c2", SideEffect.IDEMPOTENT),
                new ToolCallInDoubt(Samples.TASK, "c1", "cut"));

        Step step = Decide.next(state);

        assertThat(state.kind()).isEqualTo(StateKind.IN_DOUBT);
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.RecoverCalls.class,
                        recover -> assertThat(recover.calls())
                                .extracting(entry -> entry.call().id())
                                .containsExactly("c2"));
    }

    @Test
    void callsOfOneReplyRunTogetherUpToTheBound() {
        ToolCall[] many = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> Samples.call("c" + i))
                .toArray(ToolCall[]::new);
        TaskState state = Samples.after(Samples.state(StateKind.REASONING), Samples.wants(many));

        Step step = Decide.next(state);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.CallTools.class, calls -> assertThat(calls.calls()).hasSize(Decide.CALLS_AT_ONCE));
    }

    @Test
    void eachLimitFailsTheTaskByItsName() {
        assertThat(failure(new TaskLimits(1, 200, 1_000_000, Duration.ofHours(1))))
                .isEqualTo("max_steps");
        assertThat(failure(new TaskLimits(50, 200, 15, Duration.ofHours(1)))).isEqualTo("max_tokens");
        assertThat(failure(new TaskLimits(50, 200, 1_000_000, Duration.ofMillis(20))))
                .isEqualTo("max_wall_time");
    }

    @Test
    void aTaskWithoutToolCallsLeftFails() {
        TaskState state = Samples.after(
                reasoning(new TaskLimits(50, 0, 1_000_000, Duration.ofHours(1))), Samples.wants(Samples.call("c1")));

        Step step = Decide.next(state);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Fail.class, fail -> assertThat(fail.code()).isEqualTo("max_tool_calls"));
    }

    @Test
    void whatNeverCountsGoesOnWithoutCallsLeftUnlessTheTaskEndsAnyway() {
        ToolCall ask = ToolCall.of("c1", AskUserTool.NAME, Map.of(AskUserTool.QUESTION, "Which?"));
        TaskState state = reasoning(new TaskLimits(50, 0, 1_000_000, Duration.ofHours(1)));

        assertThat(Decide.next(Samples.after(state, Samples.wants(ask))))
                .isInstanceOfSatisfying(
                        Step.CallTools.class, step -> assertThat(step.calls()).hasSize(1));
        assertThat(Decide.next(Samples.after(state, Samples.wants(ask, Samples.call("c2")))))
                .isInstanceOf(Step.Fail.class);
    }

    @Test
    void aReservationWithoutOutcomeCountsAsUsed() {
        TaskState state = Samples.after(
                reasoning(new TaskLimits(50, 200, 1_000, Duration.ofHours(1))),
                new TaskEvent.ReasoningStarted(Samples.TASK, "fake", "agent-1", "00", 600),
                new TaskEvent.ReasoningStarted(Samples.TASK, "fake", "agent-1", "00", 600));

        Step step = Decide.next(state);

        assertThat(state.progress().usage().tokensCounted()).isEqualTo(1_200);
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Fail.class, fail -> assertThat(fail.code()).isEqualTo("max_tokens"));
    }

    @Test
    void callsThatRunSideBySideCountTheirTimeOnce() {
        TaskState state = Samples.after(
                Samples.state(StateKind.REASONING),
                Samples.wants(Samples.call("c1"), Samples.call("c2")),
                Samples.finished("c1"),
                Samples.finished("c2"));

        assertThat(state.progress().usage().worked()).isEqualTo(Duration.ofMillis(20 + 3));
    }

    @Test
    void subTasksOfOneReplyCountTheLongestOfThemHoweverManyThereAre() {
        assertThat(worked(subTasks(17, Duration.ofMinutes(40)), calls(0))).isEqualTo(Duration.ofMinutes(40));
        assertThat(worked(subTasks(1, Duration.ofMillis(5)), calls(17))).isEqualTo(Duration.ofMillis(6));
        assertThat(worked(subTasks(1, Duration.ofMillis(9)), calls(17))).isEqualTo(Duration.ofMillis(9));
        assertThat(worked(calls(17), subTasks(1, Duration.ofMillis(5)))).isEqualTo(Duration.ofMillis(3 + 5));
        assertThat(worked(subTasks(0, Duration.ZERO), calls(33))).isEqualTo(Duration.ofMillis(9));
    }

    @Test
    void theSameCallThreeTimesIsStuck() {
        TaskState state = Samples.state(StateKind.REASONING);
        for (String id : List.of("c1", "c2", "c3")) {
            ToolCall same = ToolCall.of(id, "calculator", Map.of("expression", "1+1"));
            state = Samples.after(state, Samples.wants(same), Samples.finished(id));
            if (!id.equals("c3")) {
                assertThat(judge(state).verdict()).isEqualTo(TaskEvent.Verdict.ACCEPT);
                state = Samples.after(state, new TaskEvent.Reflected(Samples.TASK, TaskEvent.Verdict.ACCEPT, null));
            }
        }

        Reflection.Judgement judgement = judge(state);
        TaskState after =
                Samples.after(state, new TaskEvent.Reflected(Samples.TASK, judgement.verdict(), judgement.reason()));

        assertThat(judgement.verdict()).isEqualTo(TaskEvent.Verdict.GIVE_UP);
        assertThat(Decide.next(after))
                .isInstanceOfSatisfying(
                        Step.Fail.class, fail -> assertThat(fail.code()).isEqualTo("stuck"));
    }

    @Test
    void fiveFailedBatchesInARowAreEnough() {
        TaskState state = Samples.state(StateKind.REASONING);
        for (int i = 1; i <= Reflection.FAILED_BATCH_LIMIT; i++) {
            state = Samples.after(state, Samples.wants(Samples.call("c" + i)), Samples.failed("c" + i));
            if (i < Reflection.FAILED_BATCH_LIMIT) {
                assertThat(judge(state).verdict()).isEqualTo(TaskEvent.Verdict.RETRY);
                state = Samples.after(state, new TaskEvent.Reflected(Samples.TASK, TaskEvent.Verdict.RETRY, "no"));
            }
        }

        assertThat(judge(state).verdict()).isEqualTo(TaskEvent.Verdict.GIVE_UP);
    }

    private static Reflection.Judgement judge(TaskState state) {
        return Reflection.judge(state.progress(), ((TaskState.Reflecting) state).calls());
    }

    private static TaskState reasoning(TaskLimits limits) {
        return Samples.after(
                Fold.begin(Samples.submitted(limits)),
                new TaskEvent.TaskStarted(Samples.TASK),
                new TaskEvent.ContextGathered(Samples.TASK, List.of(), List.of()));
    }

    private static List<ToolCall> calls(int number) {
        return Collections.nCopies(number, Samples.call("call"));
    }

    private static List<ToolCall> subTasks(int number, Duration each) {
        return Collections.nCopies(number, ToolCall.of("call", DelegateTool.NAME, Map.of("takes", each.toString())));
    }

    /** Time that such calls of one reply take the task, those of tools 3 ms each. */
    private static Duration worked(List<ToolCall> first, List<ToolCall> then) {
        List<ToolCall> wanted = new ArrayList<>();
        List<TaskEvent> outcomes = new ArrayList<>();
        for (ToolCall call : Stream.concat(first.stream(), then.stream()).toList()) {
            String id = "c" + (wanted.size() + 1);
            wanted.add(ToolCall.of(id, call.tool(), call.arguments()));
            outcomes.addAll(
                    call.tool().equals(DelegateTool.NAME) ? delegated(id, call) : List.of(Samples.finished(id)));
        }
        TaskState begun =
                Samples.after(Samples.state(StateKind.REASONING), Samples.wants(wanted.toArray(ToolCall[]::new)));
        TaskState after = Samples.after(begun, outcomes.toArray(TaskEvent[]::new));
        return after.progress().usage().worked().minus(begun.progress().usage().worked());
    }

    private static List<TaskEvent> delegated(String id, ToolCall call) {
        Duration took = Duration.parse(String.valueOf(call.arguments().get("takes")));
        TaskUse use = new TaskUse(1, 0, TokenUsage.ZERO, 0, Cost.NONE, took);
        return List.of(
                new TaskDelegated(Samples.TASK, id, Samples.CHILD, Samples.LIMITS),
                new DelegationEnded(Samples.TASK, id, Samples.CHILD, ToolCallOutcome.SUCCEEDED, "ok", true, use));
    }

    /** The limit that stops a task after one model call with one tool call. */
    private static String failure(TaskLimits limits) {
        TaskState state = Samples.after(
                reasoning(limits),
                new TaskEvent.ReasoningStarted(Samples.TASK, "fake", "agent-1", "00", 5),
                Samples.reasoned(new Reply.UseTools("", List.of(Samples.call("c1")))),
                Samples.finished("c1"),
                new TaskEvent.Reflected(Samples.TASK, TaskEvent.Verdict.ACCEPT, null));
        return Decide.next(state) instanceof Step.Fail fail ? fail.code() : "none";
    }
}
