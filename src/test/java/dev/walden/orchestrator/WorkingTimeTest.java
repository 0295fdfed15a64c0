package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.PlannedStep;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.TaskUse;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of plans whose steps could all begin at once: 64 of a minute each take four, as 16 run at once. */
final class WorkingTimeTest {

    private static final int STEPS = 64;
    private static final Duration ASKED = Duration.ofMillis(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A plan of steps that wait for nothing, before the first began. */
    private static TaskState planned(Duration limit, String tool) {
        Plans plan = Plans.of();
        IntStream.range(0, STEPS).forEach(i -> plan.step("s" + i, tool, "x"));
        ToolCall call = ((Reply.UseTools) plan.reply()).calls().getFirst();
        return Samples.after(
                Fold.begin(Samples.submitted(new TaskLimits(50, 200, 1_000_000, limit))),
                new TaskStarted(Samples.TASK),
                new ContextGathered(Samples.TASK, List.of(), List.of()),
                Samples.wants(ToolCall.of("c1", call.tool(), call.arguments())),
                new PlanMade(Samples.TASK, "c1", Collections.nCopies(STEPS, new PlannedStep(tool, List.of()))));
    }

    /** Steps from one number to before another, each of a minute. */
    private static TaskState done(TaskState before, int from, int to) {
        TaskState after = before;
        for (int number = from; number < to; number++) {
            String id = PlanMade.callOf("c1", number);
            after = Samples.after(
                    after,
                    Samples.started(id, SideEffect.NONE),
                    new ToolCallFinished(Samples.TASK, id, ToolCallOutcome.SUCCEEDED, "ok", true, MINUTE));
        }
        return after;
    }

    @Test
    void thatSoManyRunAtOnceCountsWhileAPlanIsUnderWay() {
        TaskState first = done(planned(Duration.ofMinutes(2), "say"), 1, 17);
        assertThat(Decide.next(first)).isInstanceOf(Step.CallTools.class);

        TaskState second = done(first, 17, 33);

        assertThat(Decide.next(second))
                .isInstanceOfSatisfying(
                        Step.Fail.class, fail -> assertThat(fail.code()).isEqualTo("max_wall_time"));
    }

    @Test
    void itCountsOnWhenThePlanIsOver() {
        TaskState over = done(planned(Duration.ofHours(1), "say"), 1, STEPS + 1);

        assertThat(over.kind()).isEqualTo(StateKind.REFLECTING);
        assertThat(Decide.timeLeft(over))
                .isEqualTo(Duration.ofHours(1).minus(MINUTE.multipliedBy(4)).minus(ASKED));
        assertThat(over.progress().usage().asUse().worked())
                .isEqualTo(MINUTE.multipliedBy(4).plus(ASKED));
    }

    /** Of released versions; a replay compares it. */
    @Test
    void whatEpisodesTellIsTheLongestWayAsEver() {
        TaskState over = done(planned(Duration.ofHours(1), "say"), 1, STEPS + 1);

        assertThat(over.progress().usage().worked()).isEqualTo(MINUTE.plus(ASKED));
    }

    @Test
    void subTasksTakeNoTurnsOfCalls() {
        TaskState after = planned(Duration.ofHours(1), DelegateTool.NAME);
        TaskUse use = new TaskUse(1, 0, TokenUsage.ZERO, 0, Cost.NONE, MINUTE);
        for (int number = 1; number <= STEPS; number++) {
            String id = PlanMade.callOf("c1", number);
            TaskEvent begun = new TaskDelegated(Samples.TASK, id, Samples.CHILD, Samples.LIMITS);
            TaskEvent ended =
                    new DelegationEnded(Samples.TASK, id, Samples.CHILD, ToolCallOutcome.SUCCEEDED, "ok", true, use);
            after = Samples.after(after, begun, ended);
        }

        assertThat(Decide.timeLeft(after))
                .isEqualTo(Duration.ofHours(1).minus(MINUTE).minus(ASKED));
    }
}
