package dev.walden.orchestrator;

import dev.walden.activity.PlannedStep;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Templates;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import dev.walden.orchestrator.ToolBatch.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedAcyclicGraph;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** How a plan goes on: what it makes of a batch of calls, which steps others let begin, and when it is over. Pure. */
final class PlanProgress {

    /** Characters of results that one step is given: more than any tool reads. */
    private static final long MOST_FILLED = 1_000_000;

    private PlanProgress() {}

    /** The batch with the plan's steps as calls of their own, and those begun that wait for nothing. */
    static ToolBatch begun(ToolBatch batch, PlanMade made) {
        ToolCall call = batch.entry(made.call())
                .map(Entry::call)
                .orElseThrow(() -> new IllegalStateException("No call " + made.call() + " brought the plan."));
        Plan plan = Plan.of(call);
        List<Entry> entries = new ArrayList<>(
                batch.with(made.call(), _ -> new CallStatus.Unfolded()).entries());
        for (Iterator<Integer> numbers = order(made.steps()); numbers.hasNext(); ) {
            int number = numbers.next();
            PlannedStep recorded = made.steps().get(number - 1);
            Plan.Part step = plan.part(number, recorded);
            List<String> after = recorded.after().stream()
                    .map(before -> PlanMade.callOf(made.call(), before))
                    .toList();
            entries.add(new Entry(
                    ToolCall.of(PlanMade.callOf(made.call(), number), recorded.tool(), step.arguments()),
                    new CallStatus.Blocked(),
                    new PlanStep(made.call(), step.name(), after)));
        }
        return further(new ToolBatch(entries));
    }

    /** The numbers of the steps, each after those it comes after, and otherwise in the engine's order. */
    private static Iterator<Integer> order(List<PlannedStep> steps) {
        Graph<Integer, DefaultEdge> graph = new DirectedAcyclicGraph<>(DefaultEdge.class);
        for (int number = 1; number <= steps.size(); number++) {
            graph.addVertex(number);
        }
        for (int number = 1; number <= steps.size(); number++) {
            for (int before : steps.get(number - 1).after()) {
                graph.addEdge(before, number);
            }
        }
        return new TopologicalOrderIterator<>(graph);
    }

    /** The batch after calls have come to an end: what may begin now, what never will, and the plan that is over. */
    static ToolBatch further(ToolBatch batch) {
        Optional<Entry> plan =
                batch.where(CallStatus.Unfolded.class::isInstance).stream().findFirst();
        if (plan.isEmpty()) {
            return batch;
        }
        Map<String, Entry> steps = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : batch.entries()) {
            Entry now = entry.step() != null && entry.status() instanceof CallStatus.Blocked
                    ? unblocked(entry, entry.step(), steps)
                    : entry;
            if (now.step() != null) {
                steps.put(now.call().id(), now); // those it waits for stand before it
            }
            entries.add(now);
        }
        ToolBatch now = new ToolBatch(entries);
        String id = plan.get().call().id();
        List<Entry> all = entries.stream()
                .filter(entry -> entry.step() != null && entry.step().plan().equals(id))
                .toList();
        return all.stream().allMatch(PlanProgress::isOver) ? now.with(id, _ -> done(all)) : now;
    }

    private static Entry unblocked(Entry entry, PlanStep step, Map<String, Entry> steps) {
        Map<String, String> results = new HashMap<>();
        boolean waits = false;
        for (String before : step.after()) {
            Entry earlier = steps.get(before);
            String name = earlier == null ? before : earlier.name();
            if (earlier != null && isOver(earlier) && !earlier.succeeded()) {
                return entry.with(new CallStatus.Skipped(name));
            }
            if (earlier != null && earlier.status() instanceof CallStatus.Done done) {
                results.put("steps." + name + ".result", done.text());
            } else {
                waits = true;
            }
        }
        if (waits) {
            return entry;
        }
        ToolCall call = entry.call();
        long characters = filled(call, results);
        if (characters > MOST_FILLED) {
            String told =
                    "The step was not begun: results of %d characters would be filled into its arguments, at most %d are."
                            .formatted(characters, MOST_FILLED);
            return entry.with(new CallStatus.Done(ToolCallOutcome.INVALID, told, true, Duration.ZERO));
        }
        return new Entry(
                ToolCall.of(call.id(), call.tool(), Templates.finish(call.arguments(), results)),
                new CallStatus.Wanted(),
                step);
    }

    /** Counted before anything is filled, as a gap can stand there many times. */
    private static long filled(ToolCall call, Map<String, String> results) {
        long[] characters = {0};
        Templates.gaps(
                call.arguments(),
                gap -> characters[0] += results.getOrDefault(gap, "").length());
        return characters[0];
    }

    private static boolean isOver(Entry entry) {
        return entry.status() instanceof CallStatus.Done || entry.status() instanceof CallStatus.Skipped;
    }

    /** What the engine is told of the whole, as the result of the call that brought the plan. */
    private static CallStatus.Done done(List<Entry> steps) {
        boolean allSucceeded = steps.stream().allMatch(Entry::succeeded);
        return new CallStatus.Done(
                allSucceeded ? ToolCallOutcome.SUCCEEDED : ToolCallOutcome.FAILED,
                PlanReport.of(steps),
                steps.stream().allMatch(step -> !(step.status() instanceof CallStatus.Done done) || done.trusted()),
                WorkingTime.longestWay(steps));
    }
}
