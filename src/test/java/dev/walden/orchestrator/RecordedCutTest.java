package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Reply;
import dev.walden.plugin.SideEffect;
import dev.walden.reasoning.Cut;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a prompt was not sent stands in the log, also where records are combined. */
final class RecordedCutTest {

    private static final Cut CUT = new Cut(3, 0, 0, 8000, 0, 0, 0);

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("3")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void nothingIsRecordedOfAWholePrompt() {
        TaskView task = walden.run("1 + 2?");

        assertThat(walden.events(task.id(), ReasoningStarted.class))
                .extracting(ReasoningStarted::cut)
                .containsExactly(null, null);
        assertThat(walden.events(task.id(), ReasoningFinished.class))
                .extracting(ReasoningFinished::cut)
                .containsExactly(null, null);
    }

    @Test
    void whatTheEngineThatAnsweredWasNotSentIsRecordedOnce() {
        walden.gateway.cut(CUT, CUT);

        TaskView task = walden.run("1 + 2?");

        assertThat(walden.events(task.id(), ReasoningStarted.class))
                .extracting(ReasoningStarted::cut)
                .containsExactly("i3,r8000", "i3,r8000");
        assertThat(walden.events(task.id(), ReasoningFinished.class))
                .extracting(ReasoningFinished::cut)
                .containsExactly(null, null);
    }

    @Test
    void anotherEngineThatAnsweredHasACutOfItsOwn() {
        walden.gateway.cut(CUT, Cut.NONE);

        TaskView task = walden.run("1 + 2?");

        assertThat(walden.events(task.id(), ReasoningFinished.class))
                .extracting(ReasoningFinished::cut)
                .containsExactly("", "");
    }

    @Test
    void nobodyAnsweredWithACut() {
        walden.gateway.think(replies(new Reply.Unavailable("timeout", "No answer.")));
        walden.gateway.cut(CUT, Cut.NONE);

        TaskView task = walden.run("1 + 2?");

        assertThat(walden.events(task.id(), ReasoningFinished.class))
                .extracting(ReasoningFinished::cut)
                .containsExactly((String) null);
    }
}
