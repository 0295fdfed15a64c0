package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs of all shapes, with steps that fail: each step that can be made is made once, and only after those before it. */
class PlanGraphTest {

    private static final int GRAPHS = 60;
    private static final int MOST_STEPS = 24;

    @TempDir
    Path folder;

    @Test
    void everyStepThatCanBeMadeIsMadeOnceAfterThoseBeforeIt() {
        Random random = new Random(20261122);
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            for (int graph = 0; graph < GRAPHS; graph++) {
                run(walden, Graph.random(random), "graph " + graph);
            }
        }
    }

    private static void run(OrchestratorFixture walden, Graph graph, String as) {
        Map<String, Integer> made = new ConcurrentHashMap<>();
        Set<String> early = ConcurrentHashMap.newKeySet();
        walden.toolbox.with("do", SideEffect.NONE, (input, _) -> {
            String step = String.valueOf(input.values().get("input"));
            if (!made.keySet().containsAll(graph.before(step))) {
                early.add(step);
            }
            made.merge(step, 1, Integer::sum);
            return graph.failing().contains(step) ? new CallResult.Failed("no", true) : succeeded(step);
        });
        walden.gateway.think(replies(graph.plan().reply(), answer("done")));

        TaskView task = walden.run(as);

        assertThat(task.output()).as(as).isEqualTo("done");
        assertThat(early).as(as).isEmpty();
        assertThat(made.values()).as(as).containsOnly(1);
        assertThat(made.keySet()).as(as).containsExactlyInAnyOrderElementsOf(graph.makeable());
        assertThat(walden.events(task.id(), ToolCallStarted.class)).as(as).hasSize(made.size());
    }

    /**
     * Steps in an order that is mixed up for the plan.
     *
     * @param after by step, those right before it
     */
    private record Graph(List<String> order, Map<String, Set<String>> after, Set<String> failing) {

        static Graph random(Random random) {
            List<String> order = new ArrayList<>();
            Map<String, Set<String>> after = new ConcurrentHashMap<>();
            Set<String> failing = new HashSet<>();
            int steps = 1 + random.nextInt(MOST_STEPS);
            double density = random.nextDouble() / 2;
            for (int i = 0; i < steps; i++) {
                String step = "s" + i;
                Set<String> before = new HashSet<>();
                order.forEach(earlier -> {
                    if (random.nextDouble() < density) {
                        before.add(earlier);
                    }
                });
                after.put(step, before);
                order.add(step);
                if (random.nextInt(10) == 0) {
                    failing.add(step);
                }
            }
            java.util.Collections.shuffle(order, random);
            return new Graph(order, after, failing);
        }

        Set<String> before(String step) {
            return after.getOrDefault(step, Set.of());
        }

        Plans plan() {
            Plans plan = Plans.of();
            order.forEach(step -> plan.step(step, "do", step, before(step).toArray(String[]::new)));
            return plan;
        }

        /** What is said of it in two lines: a step is made when all before it were made and succeeded. */
        Set<String> makeable() {
            Set<String> makeable = new HashSet<>();
            for (int changes = 1; changes > 0; ) {
                int size = makeable.size();
                order.stream()
                        .filter(step ->
                                before(step).stream().allMatch(one -> makeable.contains(one) && !failing.contains(one)))
                        .forEach(makeable::add);
                changes = makeable.size() - size;
            }
            return makeable;
        }
    }
}
