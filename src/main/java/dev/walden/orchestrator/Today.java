package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskSource;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.tools.CallCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What today's code decides from a recorded state. Pure: memory, engines and tools are what was recorded of them; the clock is the
 * time of the next record. Configuration is read back from the records too: who hears of a doubt and what is probed, the default engine, the default
 * answer; and that a budget was used up, or may have been.
 *
 * @param policy what tools and policy of today say of calls; null to take what they said then
 */
record Today(@Nullable CallChecks policy) {

    /**
     * The records of the next commit, as today's code would write them; empty when the task rests.
     *
     * @param recorded what was recorded next
     */
    List<ActivityEvent> decide(TaskState state, Timeline timeline, List<ActivityEvent> recorded, Instant now) {
        List<ActivityEvent> decisions = Origin.decisions(state, recorded);
        Draft draft = new Draft(state, List.of());
        Ending ending = new Ending(defaultAnswer(decisions));
        ActivityEvent first = recorded.isEmpty() ? null : recorded.getFirst();
        if (first instanceof TaskCancelled cancelled) {
            ending.cancel(draft, cancelled.by());
        } else if (first instanceof TaskFailed failed && isTakenAsRecorded(failed, state)) {
            ending.fail(draft, failed.code(), failed.message(), failed.output());
        } else {
            Known known = new Known(context(state.progress(), decisions), timeline, now);
            boolean beside = isBeside(state, decisions);
            CallChecks checks = beside ? begun(decisions, checks(state, decisions)) : checks(state, decisions);
            CallPlanner calls = new CallPlanner(checks, rules(decisions));
            Optional<ReasoningStarted> critique = critique(decisions);
            Planning planning = new Planning(calls, ending, CritiqueRule.asRecorded(critique.isPresent()));
            if (wereProbedFirst(state, decisions)) {
                calls.probe(draft, Doubts.untouched(state.batch().orElseThrow()), known);
            }
            if (beside) {
                planning.beside(draft, known);
            } else if (plan(planning, draft, known, critique) instanceof Intended.Asking) {
                planning.ask(draft, asking(state.progress().submission(), decisions), _ -> exhausted(decisions));
            }
        }
        return draft.all();
    }

    /** That a model was asked to judge, and which, is configuration; that a task's own limits allowed it is decided again. */
    private static Intended plan(Planning planning, Draft draft, Known known, Optional<ReasoningStarted> critique) {
        Intended intended = planning.plan(draft, known);
        return intended instanceof Intended.Criticizing
                        && !planning.criticize(draft, critique.orElseThrow(), _ -> Optional.empty())
                ? planning.planByRules(draft, known)
                : intended;
    }

    /** The asking for an opinion, where that is what was asked first. */
    private static Optional<ReasoningStarted> critique(List<ActivityEvent> decisions) {
        return first(decisions, ReasoningStarted.class).filter(ReasoningStarted::critique);
    }

    /** Whether a call was begun while others were under way: after a crash, those would have been seen to first. */
    private static boolean isBeside(TaskState state, List<ActivityEvent> decisions) {
        Set<String> underWay = Origin.underWay(state);
        return !underWay.isEmpty()
                && !decisions.isEmpty()
                && begins(decisions.getFirst())
                        .filter(call -> !underWay.contains(call))
                        .isPresent();
    }

    /** Earlier versions began probes before they made calls again that were cut beside the doubt; today it is the other way round. */
    private static boolean wereProbedFirst(TaskState state, List<ActivityEvent> decisions) {
        return state instanceof TaskState.InDoubt
                && !Origin.underWay(state).isEmpty()
                && !decisions.isEmpty()
                && decisions.getFirst() instanceof ProbeBegun;
    }

    /** The call that a record begins. */
    private static Optional<String> begins(ActivityEvent event) {
        return switch (event) {
            case ToolCallStarted started -> Optional.of(started.call());
            case TaskDelegated begun -> Optional.of(begun.call());
            default -> Optional.empty();
        };
    }

    /** A fault; and an answer that did not fit, where the schema was erased. */
    private static boolean isTakenAsRecorded(TaskFailed failed, TaskState state) {
        return failed.code().equals(TaskRunner.INTERNAL_ERROR)
                || (failed.code().equals(StructuredAnswer.OUTPUT_INVALID)
                        && state.progress().submission().outputSchema() == null);
    }

    /** What was not begun beside others, something stood in the way of: its own records, if there are any, tell what. */
    private static CallChecks begun(List<ActivityEvent> decisions, CallChecks checks) {
        return (call, circumstances) -> decisions.stream()
                        .anyMatch(
                                event -> begins(event).filter(call.id()::equals).isPresent())
                ? checks.check(call, circumstances)
                : new CallCheck.Invalid("as recorded");
    }

    private CallChecks checks(TaskState state, List<ActivityEvent> decisions) {
        CallChecks then = new RecordedChecks(state, decisions);
        return policy == null ? then : new TodaysChecks(policy, then, state.progress());
    }

    /** Who heard is told call by call: of two calls in doubt one may have been probed, and the probe begun in a later commit. */
    private static CallRules rules(List<ActivityEvent> decisions) {
        Set<String> forModel = decisions.stream()
                .filter(CallRules::isDoubtForModel)
                .map(event -> ((ToolCallFinished) event).call())
                .collect(Collectors.toSet());
        return new CallRules(
                Duration.ZERO,
                call -> forModel.contains(call) ? DoubtGoesTo.MODEL : DoubtGoesTo.PERSON,
                new RecordedRemedies(decisions));
    }

    private static ReasoningStarted asking(TaskSubmitted submission, List<ActivityEvent> decisions) {
        String engine = Optional.ofNullable(submission.engine())
                .or(() -> first(decisions, ReasoningStarted.class).map(ReasoningStarted::engine))
                .orElse("of the configuration");
        Cost cost = first(decisions, ReasoningStarted.class)
                .map(ReasoningStarted::reservedCost)
                .orElse(Cost.NONE);
        return new ReasoningStarted(submission.task(), engine, "", "", 0, cost);
    }

    /** What a prompt may cost, and what other tasks had spent, only its refusal tells. */
    private static Optional<String> exhausted(List<ActivityEvent> decisions) {
        return decisions.stream()
                .filter(event -> event instanceof ReasoningStarted || event instanceof TaskFailed)
                .findFirst()
                .flatMap(event ->
                        event instanceof TaskFailed failed && failed.code().equals(Planning.BUDGET_EXHAUSTED)
                                ? Optional.of(failed.message())
                                : Optional.empty());
    }

    private static @Nullable String defaultAnswer(List<ActivityEvent> decisions) {
        return first(decisions, TaskFailed.class).map(TaskFailed::output).orElse(null);
    }

    /** The words are not in the records; that memory gave words from outside is in doubt, see {@link TodaysChecks}. */
    private static TaskMemory.Context context(Progress progress, List<ActivityEvent> decisions) {
        Optional<ContextGathered> gathered = first(decisions, ContextGathered.class);
        List<TaskSource> sources = first(decisions, TaskCompleted.class)
                .map(TaskCompleted::sources)
                .orElse(List.of());
        List<RecalledItem> items = new ArrayList<>();
        for (String id : gathered.map(ContextGathered::items).orElse(progress.recalled())) {
            TaskSource known = sources.stream()
                    .filter(source -> source.id().equals(id))
                    .findFirst()
                    .orElse(new TaskSource(id, "", 0));
            items.add(new RecalledItem(id, known.kind(), "", known.seq(), true));
        }
        return new TaskMemory.Context(
                items,
                gathered.map(ContextGathered::turns).orElse(progress.turns()).stream()
                        .map(seq -> new TaskMemory.Turn(seq, new Message.User(""), true))
                        .toList());
    }

    private static <E extends ActivityEvent> Optional<E> first(List<ActivityEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
