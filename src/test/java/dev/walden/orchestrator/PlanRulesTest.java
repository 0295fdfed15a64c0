package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.walden.activity.PlannedStep;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of a plan before and while it is carried out, and what is told of it. */
class PlanRulesTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with(
                "say", SideEffect.NONE, (input, _) -> succeeded(input.values().getOrDefault("input", "-") + "!"));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    static Stream<Arguments> faults() {
        Plans large = Plans.of();
        IntStream.range(0, 6).forEach(i -> large.step("s" + i, "say", null));
        return Stream.of(
                Arguments.of(
                        Plans.of().step("a", "say", null, "b").step("b", "say", "{{steps.a.result}}"), "circle: a, b."),
                Arguments.of(Plans.of().step("a", "say", null, "a"), "circle: a."),
                Arguments.of(Plans.of().step("a", "nonsense", null), "step a: the tool nonsense is not available"),
                Arguments.of(
                        Plans.of().step("a", "say", "{{steps.c.result}}"), "Step a comes after c, and there is no"),
                Arguments.of(Plans.of().step("a", "say", null).step("a", "say", null), "Two steps are named a"),
                Arguments.of(Plans.of().step("a", "plan", null), "step a: a plan cannot be a step of a plan"),
                Arguments.of(large, "It has 6 steps, and the task may make 5 more tool calls"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPlanThatCannotBeCarriedOutIsToldOnceAndNoStepIsMade(Plans plan, String reason) {
        walden.gateway.think(replies(plan.reply(), answer("sorry")));
        TaskId id = submitWithFiveCalls();

        assertThat(walden.rest(id).output()).isEqualTo("sorry");
        assertThat(told())
                .startsWith("The plan was not begun, no step of it was made: ")
                .contains(reason);
        assertThat(walden.toolbox.calls()).isEmpty();

        walden.gateway.think((_, _) -> plan.reply());
        TaskView stubborn = walden.rest(submitWithFiveCalls());

        assertThat(stubborn.steps()).isEqualTo(2);
        assertThat(stubborn.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("stuck"));
    }

    @Test
    void whatElseTheReplyAsksForIsKeptFromItsPlan() {
        ToolCall say = ToolCall.of("x", "say", Map.of("input", "beside"));
        ToolCall other = ToolCall.of("x", "say", Map.of("input", "too"));
        walden.gateway.think(replies(new Reply.UseTools("", List.of(plan(4), say, other)), answer("sorry")));

        assertThat(walden.rest(submitWithFiveCalls()).output()).isEqualTo("sorry");

        assertThat(walden.toolbox.calls()).hasSize(2);
        assertThat(walden.gateway.prompts().getLast().messages())
                .filteredOn(Message.ToolResult.class::isInstance)
                .extracting(message -> ((Message.ToolResult) message).text())
                .containsExactly(
                        "The plan was not begun, no step of it was made: It has 4 steps beside 2 other calls of the same reply,"
                                + " and the task may make 5 more tool calls.",
                        "beside!",
                        "too!");
    }

    @Test
    void aPlanAndTheOtherCallsMayTakeAllThatIsLeft() {
        walden.toolbox.with(DelegateTool.NAME, SideEffect.NONE, (_, _) -> succeeded(""));
        ToolCall say = ToolCall.of("x", "say", Map.of("input", "beside"));
        Reply all = new Reply.UseTools("", List.of(plan(4), say, Delegations.delegate("part")));
        walden.gateway.think(
                (prompt, index) -> Delegations.asked(prompt).equals("plan") && index == 0 ? all : answer("done"));

        assertThat(walden.rest(submitWithFiveCalls()).output()).isEqualTo("done");
        assertThat(walden.toolbox.calls()).hasSize(5);
    }

    @Test
    void aPlanBehindCallsThatAreOverMayTakeWhatTheyLeft() {
        List<ToolCall> calls = new ArrayList<>(IntStream.range(0, Decide.CALLS_AT_ONCE)
                .mapToObj(i -> ToolCall.of("x", "say", Map.of("input", "call " + i)))
                .toList());
        calls.add(plan(4));
        walden.gateway.think(replies(new Reply.UseTools("", calls), answer("done")));

        assertThat(walden.rest(submitWithCalls(Decide.CALLS_AT_ONCE + 4)).output())
                .isEqualTo("done");
        assertThat(walden.toolbox.calls()).hasSize(Decide.CALLS_AT_ONCE + 4);
    }

    @Test
    void plansThatFailAgainAndAgainEndTheTask() {
        walden.toolbox.with("fail", SideEffect.NONE, (_, _) -> new CallResult.Failed("No.", true));
        walden.gateway.think((_, index) -> Plans.of()
                .step("a", "fail", "try " + index)
                .step("b", "say", "the same")
                .reply());

        TaskView task = walden.run("go");

        assertThat(task.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.message()).contains("5 plans"));
        assertThat(task.steps()).isEqualTo(Reflection.FAILED_PLAN_LIMIT);
    }

    @Test
    void howFarAPlanHasComeIsShownWhileItRunsAndAfterwards() {
        CountDownLatch looked = new CountDownLatch(1);
        walden.toolbox
                .with("slow", SideEffect.NONE, (_, _) -> {
                    looked.await();
                    return succeeded("slow");
                })
                .with("fail", SideEffect.NONE, (_, _) -> new CallResult.Failed("No.", true));
        Reply plan = Plans.of()
                .step("end", "say", "{{steps.slow.result}}")
                .step("f", "fail", null)
                .step("slow", "slow", null)
                .step("never", "say", null, "f", "end")
                .reply();
        walden.gateway.think(replies(plan, answer("done")));

        TaskId id = walden.submit("go");
        walden.awaitEvent(id, ToolCallFinished.class);
        List<PlanView> running = walden.service().plans(id).orElseThrow();
        looked.countDown();
        walden.rest(id);

        assertThat(running).extracting(PlanView::toolCallId).containsExactly("c1");
        assertThat(running.getFirst().steps())
                .containsExactlyInAnyOrder(
                        new PlanView.Step("end", "c1.1", "say", List.of("slow"), "blocked"),
                        new PlanView.Step("f", "c1.2", "fail", List.of(), "failed"),
                        new PlanView.Step("slow", "c1.3", "slow", List.of(), "running"),
                        new PlanView.Step("never", "c1.4", "say", List.of("end", "f"), "skipped"));
        assertThat(walden.service().plans(id).orElseThrow().getFirst().steps())
                .extracting(PlanView.Step::name, PlanView.Step::state)
                .containsExactlyInAnyOrder(
                        tuple("end", "succeeded"),
                        tuple("f", "failed"),
                        tuple("slow", "succeeded"),
                        tuple("never", "skipped"));
    }

    @Test
    void twoPlansOfOneReplyThatCannotBeBegunAreToldOnce() {
        Reply.UseTools bad =
                (Reply.UseTools) Plans.of().step("a", "nonsense", null).reply();
        Reply both = new Reply.UseTools(
                "", List.of(bad.calls().getFirst(), bad.calls().getFirst()));
        walden.gateway.think(replies(both, answer("sorry")));

        assertThat(walden.run("go").output()).isEqualTo("sorry");
    }

    @Test
    void moreThanAToolReadsIsNotFilledIn() {
        String all = "{{steps.a.result}}".repeat(600);
        walden.toolbox.with("much", SideEffect.NONE, (_, _) -> succeeded("x".repeat(2_000)));
        walden.gateway.think(
                replies(Plans.of().step("a", "much", null).step("b", "say", all).reply(), answer("done")));

        assertThat(walden.run("go").output()).isEqualTo("done");
        assertThat(told())
                .contains("b (say) invalid:\n  The step was not begun: results of 1200000 characters would be filled");
    }

    @Test
    void workingTimeHoldsWithinAPlan() {
        ToolCall plan = ((Reply.UseTools) Plans.of()
                        .step("a", "say", "a")
                        .step("b", "say", "b", "a")
                        .reply())
                .calls()
                .getFirst();
        TaskState begun = Samples.after(
                Samples.state(StateKind.REASONING),
                Samples.wants(ToolCall.of("c1", plan.tool(), plan.arguments())),
                new PlanMade(
                        Samples.TASK,
                        "c1",
                        List.of(new PlannedStep("say", List.of()), new PlannedStep("say", List.of(1)))),
                Samples.started("c1.1", SideEffect.NONE));

        TaskState late = Samples.after(
                begun,
                new ToolCallFinished(Samples.TASK, "c1.1", ToolCallOutcome.SUCCEEDED, "a", true, Duration.ofHours(2)));

        assertThat(Decide.next(late))
                .isInstanceOfSatisfying(
                        Step.Fail.class, fail -> assertThat(fail.code()).isEqualTo("max_wall_time"));
    }

    @Test
    void whatWasOpenWhenTheTaskEndedIsShownAsCancelled() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        walden.toolbox.with("slow", SideEffect.NONE, (_, _) -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return succeeded("");
        });
        walden.gateway.think(replies(
                Plans.of().step("a", "slow", null).step("b", "say", "b", "a").reply()));
        TaskId id = walden.submit("go");
        inside.await();

        walden.service().cancel(id, "key1");

        assertThat(walden.service().plans(id).orElseThrow().getFirst().steps())
                .extracting(PlanView.Step::state)
                .containsOnly("cancelled");
    }

    private static ToolCall plan(int steps) {
        Plans plan = Plans.of();
        IntStream.range(0, steps).forEach(i -> plan.step("s" + i, "say", "step " + i));
        return ((Reply.UseTools) plan.reply()).calls().getFirst();
    }

    private TaskId submitWithFiveCalls() {
        return submitWithCalls(5);
    }

    private TaskId submitWithCalls(int most) {
        TaskSubmission.WantedLimits limits = new TaskSubmission.WantedLimits(null, most, null, null, null);
        return walden.service()
                .submit(new TaskSubmission(
                        "plan", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, null, null));
    }

    private String told() {
        return Plans.lastResult(walden.gateway.prompts().getLast()).text();
    }
}
