package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskSource;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer may say that it rests on. */
final class RecalledSourcesTest {

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void anAnswerNamesOnlySourcesThatWereRecalled() {
        walden.memory.with(new RecalledItem("m1", "fact", "My lucky number is 391.", 4, true));
        walden.gateway.think((_, _) -> new Reply.Answer("391", List.of("m1", "invented")));

        TaskView task = walden.run("What is my lucky number?");

        assertThat(task.sources())
                .singleElement()
                .satisfies(source -> assertThat(source.id()).isEqualTo("m1"))
                .satisfies(source -> assertThat(source.seq()).isEqualTo(4));
    }

    @Test
    void anAnswerMayNameWhatTheToolRecallTold() {
        walden.toolbox.with("recall", SideEffect.NONE, (_, _) -> succeeded("m7 fact, record 3: It is 391."));
        walden.gateway.think(
                (_, index) -> index == 0 ? calls("recall") : new Reply.Answer("391", List.of("m7", "invented")));

        TaskView task = walden.run("How much?");

        assertThat(task.sources()).containsExactly(new TaskSource("m7", "fact", 3));
    }
}
