package dev.walden.orchestrator;

import static dev.walden.orchestrator.Delegations.asked;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps of a plan that are ready begin beside calls and sub-tasks that are under way. What a test releases, it would else wait for in vain. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PlanDelegateTest {

    private final CountDownLatch released = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox
                .with(DelegateTool.NAME, SideEffect.NONE, (_, _) -> succeeded(""))
                .with("say", SideEffect.NONE, (_, _) -> succeeded("said"))
                .with("wait", SideEffect.NONE, (_, _) -> {
                    released.await();
                    return succeeded("waited");
                })
                .with("release", SideEffect.NONE, (_, _) -> {
                    released.countDown();
                    return succeeded("released");
                });
    }

    @AfterEach
    void close() {
        walden.close();
    }

    /** One engine plans so, a sub-task is asked the other. */
    private void think(Plans plan, Answer ofSubTask) {
        Reply first = plan.reply();
        walden.gateway.think((prompt, index) -> {
            if (!asked(prompt).equals("all")) {
                return answer(ofSubTask.give());
            }
            return index == 0 ? first : answer(Plans.lastResult(prompt).text());
        });
    }

    @Test
    void aSubTaskBeginsBesideACallThatIsStillUnderWay() {
        think(
                Plans.of()
                        .step("slow", "wait", null)
                        .step("quick", "say", null)
                        .step("part", DelegateTool.NAME, "part", "quick"),
                () -> {
                    released.countDown();
                    return "part is done";
                });

        assertThat(walden.run("all").output()).startsWith("3 of 3 steps succeeded.");
    }

    @Test
    void whatComesAfterASubTaskBeginsBesideACallThatIsStillUnderWay() {
        think(
                Plans.of()
                        .step("slow", "wait", null)
                        .step("part", DelegateTool.NAME, "part")
                        .step("next", "release", null, "part"),
                () -> "part is done");

        assertThat(walden.run("all").output()).startsWith("3 of 3 steps succeeded.");
    }

    @Test
    void aSubTaskThatComesAfterAnotherBeginsBesideACallThatIsStillUnderWay() {
        AtomicInteger parts = new AtomicInteger();
        think(
                Plans.of()
                        .step("slow", "wait", null)
                        .step("one", DelegateTool.NAME, "one")
                        .step("two", DelegateTool.NAME, "two", "one"),
                () -> {
                    if (parts.incrementAndGet() == 2) {
                        released.countDown();
                    }
                    return "done";
                });

        assertThat(walden.run("all").output()).startsWith("3 of 3 steps succeeded.");
    }

    @Test
    void callsThatDependOnNoSubTaskDoNotWaitForOne() {
        think(
                Plans.of()
                        .step("part", DelegateTool.NAME, "part")
                        .step("call", "say", null)
                        .step("next", "release", null, "call"),
                () -> {
                    released.await();
                    return "part is done";
                });

        assertThat(walden.run("all").output()).startsWith("3 of 3 steps succeeded.");
    }

    @Test
    void aSubTaskBehindSixteenCallsIsBegunBesideThem() {
        Plans plan = Plans.of();
        for (int step = 1; step <= Decide.CALLS_AT_ONCE; step++) {
            plan.step("s" + step, "wait", null);
        }
        think(plan.step("part", DelegateTool.NAME, "part"), () -> {
            released.countDown();
            return "part is done";
        });

        assertThat(walden.run("all").output()).startsWith("17 of 17 steps succeeded.");
    }

    @Test
    void aSubTaskForWhichThereWasNoRoomIsBegunBesideCallsWhenThereIs() {
        think(
                Plans.of()
                        .step("slow", "wait", null)
                        .step("quick", "say", null)
                        .step("part", DelegateTool.NAME, "part", "quick"),
                () -> {
                    released.countDown();
                    return "part is done";
                });
        AtomicInteger refused = new AtomicInteger();
        walden.log().whenCommitted(events -> {
            if (events.stream().anyMatch(TaskDelegated.class::isInstance)) {
                walden.log().full(true);
            }
        });
        walden.log().whenRefused(() -> {
            refused.incrementAndGet();
            walden.log().full(false);
        });

        assertThat(walden.run("all").output()).startsWith("3 of 3 steps succeeded.");
        assertThat(refused).hasPositiveValue();
    }

    @Test
    void whatAPersonHasRepeatedBeginsBesideACallThatIsStillUnderWay() {
        AtomicInteger sent = new AtomicInteger();
        walden.toolbox.with("send", SideEffect.UNSAFE, (_, _) -> {
            if (sent.getAndIncrement() == 0) {
                return new CallResult.Unknown("The wire was cut.");
            }
            released.countDown();
            return succeeded("sent");
        });
        think(Plans.of().step("mail", "send", null).step("slow", "wait", null), () -> "");
        TaskId id = walden.submit("all");
        walden.awaitEvent(id, ToolCallInDoubt.class);

        walden.service().settle(id, new Settlement("c1.1", Resolution.RETRY, null, null), admin("key1"));

        assertThat(walden.rest(id).output()).startsWith("2 of 2 steps succeeded.");
    }

    @Test
    void aKillWhileASubTaskAndACallAreUnderWaySideBySideRepeatsNothingThatEnded() throws InterruptedException {
        FirstLife life = new FirstLife();
        walden.toolbox.with("hang", SideEffect.IDEMPOTENT, (_, _) -> {
            released.await();
            return succeeded("hung");
        });
        think(
                Plans.of()
                        .step("slow", "hang", null)
                        .step("quick", "say", null)
                        .step("part", DelegateTool.NAME, "part", "quick")
                        .step("last", "say", "{{steps.part.result}}{{steps.slow.result}}"),
                () -> {
                    life.endsHere();
                    released.countDown();
                    return "part is done";
                });
        TaskId id = walden.submit("all");
        life.awaitEnd();

        walden.killAndRestart();

        assertThat(walden.rest(id).output()).startsWith("4 of 4 steps succeeded.");
        TaskId child = walden.events(id, TaskDelegated.class).getFirst().child();
        assertThat(walden.events(child, TaskSubmitted.class)).hasSize(1);
        assertThat(walden.events(id, DelegationEnded.class)).hasSize(1);
        assertThat(walden.events(id, ToolCallStarted.class))
                .extracting(ToolCallStarted::call)
                .containsExactlyInAnyOrder("c1.1", "c1.1", "c1.2", "c1.4");
    }

    /** What a sub-task answers. */
    private interface Answer {
        String give() throws InterruptedException;
    }
}
