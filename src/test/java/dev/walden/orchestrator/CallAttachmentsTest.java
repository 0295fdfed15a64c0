package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.StoredBytes;
import dev.walden.activity.TaskId;
import dev.walden.orchestrator.CallAttachments.Found;
import dev.walden.plugin.Attachment;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallResult;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that a call of a task gave back, from the tool to whoever asks for them. */
final class CallAttachmentsTest {

    private static final Attachment PICTURE = Attachment.of("image/png", new byte[] {1, 2, 3});
    private static final Attachment SOUND = Attachment.of("audio/ogg", new byte[40_000]);
    private static final CallResult DRAWN =
            new CallResult.Succeeded(ToolOutput.untrusted("drawn").with(List.of(PICTURE, SOUND)));

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.gateway.think(replies(calls("draw"), answer("done")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    private Found find(TaskId task, String call, int number) {
        return new CallAttachments(walden.service(), StoredBytes.in(folder)).find(task, call, number);
    }

    @Test
    void eachIsFoundByItsNumberAlsoInTheNextLife() {
        walden.toolbox.with("draw", SideEffect.UNSAFE, (_, _) -> DRAWN);
        TaskId task = walden.run("draw it").id();

        walden.killAndRestart();

        assertThat(find(task, "c1", 1)).isEqualTo(new Found.Here(PICTURE));
        assertThat(find(task, "c1", 2)).isEqualTo(new Found.Here(SOUND));
        assertThat(find(task, "c1", 3)).isEqualTo(new Found.Nothing());
        assertThat(find(task, "c1", 0)).isEqualTo(new Found.Nothing());
        assertThat(find(task, "c2", 1)).isEqualTo(new Found.Nothing());
        assertThat(find(TaskId.of("other"), "c1", 1)).isEqualTo(new Found.Nothing());
    }

    @Test
    void recordsAreReadAPageAtATime() {
        walden.toolbox.with("draw", SideEffect.UNSAFE, (_, _) -> DRAWN);
        TaskId task = walden.run("draw it").id();
        List<Integer> limits = new ArrayList<>();
        TaskService onePerPage = (TaskService) Proxy.newProxyInstance(
                TaskService.class.getClassLoader(), new Class<?>[] {TaskService.class}, (_, _, arguments) -> {
                    limits.add((Integer) arguments[2]);
                    return walden.service().events((TaskId) arguments[0], (Long) arguments[1], 1);
                });
        CallAttachments attachments = new CallAttachments(onePerPage, StoredBytes.in(folder));

        assertThat(attachments.find(task, "c1", 2)).isEqualTo(new Found.Here(SOUND));
        assertThat(attachments.find(task, "c2", 1)).isEqualTo(new Found.Nothing());
        assertThat(limits).hasSizeGreaterThan(2).containsOnly(100);
    }

    @Test
    void theyWaitForRoomWithTheirOutcomeAndTheCallIsNotRepeated() throws InterruptedException {
        CountDownLatch inTool = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        walden.toolbox.with("draw", SideEffect.UNSAFE, (_, _) -> {
            inTool.countDown();
            go.await();
            return DRAWN;
        });
        TaskId task = walden.submit("draw it");
        inTool.await();

        walden.log().quiteFull(true);
        go.countDown();
        walden.log().awaitRefusedOutcome();
        Found meanwhile = find(task, "c1", 1);
        walden.log().quiteFull(false);

        assertThat(meanwhile).isEqualTo(new Found.Nothing());
        assertThat(walden.rest(task).state()).isEqualTo("completed");
        assertThat(find(task, "c1", 1)).isEqualTo(new Found.Here(PICTURE));
        assertThat(walden.toolbox.calls()).hasSize(1);
    }

    @Test
    void anOutcomeThatACrashKeptFromBeingRecordedIsACutCall() throws InterruptedException {
        CountDownLatch inTool = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        walden.toolbox.with("draw", SideEffect.UNSAFE, (_, _) -> {
            inTool.countDown();
            go.await();
            return DRAWN;
        });
        TaskId task = walden.submit("draw it");
        inTool.await();
        walden.log().die();
        go.countDown();

        walden.killAndRestart();

        assertThat(walden.rest(task).state()).isEqualTo("in_doubt");
        assertThat(find(task, "c1", 1)).isEqualTo(new Found.Nothing());
    }
}
