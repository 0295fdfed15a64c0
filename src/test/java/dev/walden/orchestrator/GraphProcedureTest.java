package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.plugin.SideEffect;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.rules.RulesEngine;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A procedure whose steps are a graph, run by the rules on the real task machine. */
class GraphProcedureTest {

    private static final Procedure GRAPH = new Procedure(
            "note",
            List.of(
                    new Procedure.Step(
                            "both", "say", Map.of("input", "{{steps.one.result}} {{steps.two.result}}{{open}}{x}}")),
                    new Procedure.Step("one", "say", Map.of("input", "1"), List.of()),
                    new Procedure.Step("two", "slow", Map.of(), List.of("one"))),
            "");

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.memory.with(new OfferedProcedure("note", "Notes.", true));
        walden.toolbox
                .with(Procedure.TOOL, SideEffect.NONE, (_, _) -> succeeded(GRAPH.text()))
                .with(PlanTool.NAME, SideEffect.NONE, (_, _) -> succeeded("never called"))
                .with(
                        "say",
                        SideEffect.NONE,
                        (input, _) -> succeeded(input.values().get("input") + "!"));
        RulesEngine rules = new RulesEngine("rules");
        walden.gateway.think((prompt, _) -> {
            try {
                return rules.reply(prompt, Duration.ofSeconds(5)).reply();
            } catch (EngineException e) {
                throw new AssertionError(e);
            }
        });
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void itsStepsAreOnePlanAndItsEpisodeNamesIt() {
        walden.toolbox.with("slow", SideEffect.NONE, (_, _) -> succeeded("2"));

        TaskView task = walden.run("run note");

        assertThat(task.output()).isEqualTo("I ran note, 3 steps. The last one, both, answered:\n1! 2{{x}}!");
        assertThat(walden.events(task.id(), PlanMade.class)).hasSize(1);
        assertThat(walden.records(task.id()).getLast().event())
                .isInstanceOfSatisfying(EpisodeRecorded.class, episode -> {
                    assertThat(episode.procedures()).containsExactly("note");
                    assertThat(episode.tools()).containsExactly("use_skill", "say", "slow", "say");
                    assertThat(episode.outcome()).isEqualTo("completed");
                });
    }

    @Test
    void aStepThatFailsFailsTheTask() {
        walden.toolbox.with("slow", SideEffect.NONE, (_, _) -> new CallResult.Failed("too slow today", true));

        TaskView task = walden.run("run note");

        assertThat(task.error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo("refused");
            assertThat(error.message()).contains("I stopped note at step 3 of 3, two (slow): too slow today");
        });
    }

    @Test
    void afterAKillInTheMiddleTheRunGoesOnWithThePlan() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger said = new AtomicInteger();
        walden.toolbox.with("say", SideEffect.NONE, (input, _) -> {
            said.incrementAndGet();
            return succeeded(input.values().get("input") + "!");
        });
        walden.toolbox.with("slow", SideEffect.NONE, (_, _) -> {
            if (!dead.get()) {
                inside.countDown();
                new CountDownLatch(1).await();
            }
            return succeeded("2");
        });
        TaskId id = walden.submit("run note");
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        dead.set(true);

        walden.killAndRestart();

        assertThat(walden.rest(id).output()).endsWith("1! 2{{x}}!");
        assertThat(said).as("one and both").hasValue(2);
        assertThat(walden.events(id, PlanMade.class)).hasSize(1);
        assertThat(walden.events(id, ToolCallStarted.class))
                .extracting(ToolCallStarted::call)
                .containsExactly("c1", "c2.2", "c2.3", "c2.3", "c2.1");
    }
}
