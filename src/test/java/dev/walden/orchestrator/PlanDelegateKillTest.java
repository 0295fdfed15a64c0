package dev.walden.orchestrator;

import static dev.walden.orchestrator.Delegations.asked;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.conversation.Reply;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan with calls and sub-tasks side by side, killed right behind each of its commits in turn. */
final class PlanDelegateKillTest {

    /** More than the commits of the task and its sub-tasks; the last kills come when all is over. */
    private static final int MOST_COMMITS = 24;

    @TempDir
    private Path folder;

    static List<Integer> commits() {
        return IntStream.rangeClosed(1, MOST_COMMITS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("commits")
    void afterAKillBehindAnyCommitNothingThatEndedIsRepeatedAndEachSubTaskIsBegunOnce(int commits) throws Exception {
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            equip(walden);
            CountDownLatch killed = new CountDownLatch(1);
            AtomicInteger left = new AtomicInteger(commits);
            walden.log().whenCommitted(events -> {
                if (left.decrementAndGet() == 0 || events.stream().anyMatch(PlanDelegateKillTest::endsAll)) {
                    walden.log().die();
                    killed.countDown();
                }
            });

            TaskId id = walden.submit("all");
            killed.await();
            walden.killAndRestart();

            assertThat(walden.rest(id).output()).startsWith("6 of 6 steps succeeded.");
            assertSound(walden, id);
        }
    }

    /** Steps of both kinds begin behind others of both kinds. */
    private static void equip(OrchestratorFixture walden) {
        walden.toolbox
                .with(DelegateTool.NAME, SideEffect.NONE, (_, _) -> succeeded(""))
                .with("say", SideEffect.IDEMPOTENT, (_, _) -> succeeded("said"));
        Reply plan = Plans.of()
                .step("a", "say", null)
                .step("b", "say", null)
                .step("part", DelegateTool.NAME, "one", "a")
                .step("c", "say", null, "b")
                .step("after", "say", "{{steps.part.result}}")
                .step("more", DelegateTool.NAME, "two", "c")
                .reply();
        walden.gateway.think((prompt, index) -> {
            if (!asked(prompt).equals("all")) {
                return answer("part is done");
            }
            return index == 0 ? plan : answer(Plans.lastResult(prompt).text());
        });
    }

    private static boolean endsAll(ActivityEvent event) {
        return event instanceof TaskCompleted completed
                && !completed.task().value().contains(".");
    }

    private static void assertSound(OrchestratorFixture walden, TaskId id) {
        assertThat(walden.events(id, ToolCallFinished.class))
                .extracting(ToolCallFinished::call)
                .containsExactlyInAnyOrder("c1.1", "c1.2", "c1.4", "c1.5");
        assertThat(walden.events(id, TaskDelegated.class))
                .hasSize(2)
                .allSatisfy(begun -> assertThat(walden.events(begun.child(), TaskSubmitted.class))
                        .hasSize(1));
        assertThat(walden.events(id, DelegationEnded.class))
                .extracting(DelegationEnded::call)
                .containsExactlyInAnyOrder("c1.3", "c1.6");
    }
}
