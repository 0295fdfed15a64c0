package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.orchestrator.TaskState.AwaitingInput;
import dev.walden.orchestrator.TaskState.Cancelled;
import dev.walden.orchestrator.TaskState.Reflecting;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Shows the plans of a task by folding its records. Pure. */
final class PlanViews {

    private static final Set<String> OPEN =
            Set.of("blocked", "ready", "running", "awaiting_approval", "awaiting_input", "in_doubt");

    private PlanViews() {}

    /**
     * Its plans, oldest first.
     *
     * @param records all of one task in order, those that stand for several events taken apart; of an expired task, what is left
     */
    static List<PlanView> of(List<RecordedEvent> records) {
        if (records.isEmpty()
                || !(records.getFirst().event() instanceof TaskSubmitted submitted)
                || ReplayInput.isOfExpired(records)) {
            return List.of();
        }
        SequencedMap<String, PlanView> plans = new LinkedHashMap<>();
        TaskState state = Fold.begin(submitted);
        for (RecordedEvent entry : records.subList(1, records.size())) {
            if (entry.event() instanceof TaskEvent event) {
                state = Fold.next(state, event);
                note(state, plans);
            }
        }
        boolean ended = state.kind().terminal();
        return plans.values().stream().map(plan -> ended ? ended(plan) : plan).toList();
    }

    private static void note(TaskState state, Map<String, PlanView> plans) {
        TaskState standing = state instanceof Cancelled cancelled ? cancelled.inner() : state.unpaused();
        Optional<ToolBatch> batch = standing.unpaused() instanceof Reflecting reflecting
                ? Optional.of(reflecting.calls())
                : standing.batch();
        String asking = state.unpaused() instanceof AwaitingInput waiting ? waiting.call() : "";
        Map<String, List<Entry>> steps = new LinkedHashMap<>();
        for (Entry entry : batch.map(ToolBatch::entries).orElse(List.of())) {
            if (entry.step() != null) {
                steps.computeIfAbsent(entry.step().plan(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
        steps.forEach((plan, entries) -> plans.put(plan, view(plan, entries, asking)));
    }

    /** What was open when its task ended never comes to anything. */
    private static PlanView ended(PlanView plan) {
        return new PlanView(
                plan.toolCallId(),
                plan.steps().stream()
                        .map(step -> OPEN.contains(step.state())
                                ? new PlanView.Step(
                                        step.name(), step.toolCallId(), step.tool(), step.after(), "cancelled")
                                : step)
                        .toList());
    }

    private static PlanView view(String plan, List<Entry> entries, String asking) {
        Map<String, String> names = new HashMap<>();
        entries.forEach(entry -> names.put(entry.call().id(), entry.name()));
        return new PlanView(
                plan,
                entries.stream()
                        .map(entry -> new PlanView.Step(
                                entry.name(),
                                entry.call().id(),
                                entry.call().tool(),
                                entry.after().stream()
                                        .map(before -> names.getOrDefault(before, before))
                                        .toList(),
                                entry.call().id().equals(asking) ? "awaiting_input" : state(entry.status())))
                        .toList());
    }

    private static String state(CallStatus status) {
        return switch (status) {
            case CallStatus.Blocked _ -> "blocked";
            case CallStatus.Wanted _, CallStatus.Approved _, CallStatus.ToRetry _, CallStatus.Unfolded _ -> "ready";
            case CallStatus.NeedsApproval _ -> "awaiting_approval";
            case CallStatus.Started _, CallStatus.Delegated _ -> "running";
            case CallStatus.Doubtful _ -> "in_doubt";
            case CallStatus.Skipped _ -> "skipped";
            case CallStatus.Done done -> done.outcome().name().toLowerCase(Locale.ROOT);
        };
    }
}
