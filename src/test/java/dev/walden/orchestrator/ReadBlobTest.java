package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Message;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadBlobTest {

    private static final Pattern READ_ON =
            Pattern.compile("Read on with read_blob \\{\"reference\": \"c1\", \"from\": (\\d+)}\\.]$");

    @TempDir
    private Path folder;

    @Test
    void aLongResultIsReadPieceByPieceToItsEnd() {
        String whole = "lïne \uD83D\uDE00\n".repeat(5000);
        Messages messages = Messages.NONE.plus(new Message.ToolResult("c1", "fetch", whole, true, true));

        StringBuilder read = new StringBuilder();
        for (long from = 0; from >= 0; ) {
            String piece =
                    piece(messages, Map.of("reference", "c1", "from", from)).text();
            assertThat(piece.length()).isLessThan(8000);
            read.append(piece, piece.indexOf('\n') + 1, piece.lastIndexOf("\n[") + 1);
            Matcher next = READ_ON.matcher(piece);
            from = next.find() ? Long.parseLong(next.group(1)) : -1;
        }

        assertThat(read.toString()).isEqualTo(whole);
    }

    @Test
    void asMuchIsReadAsIsAskedForAndNeverHalfACharacter() {
        Messages messages =
                Messages.NONE.plus(new Message.ToolResult("c1", "fetch", "a\uD83D\uDE00b\uD83D\uDE00", true, true));

        assertThat(piece(messages, Map.of("reference", "c1", "from", 2L, "length", 2L))
                        .text())
                .isEqualTo(
                        "[Characters 3 to 4 of the 6 of the result of c1.]\nb\n[Read on with read_blob {\"reference\": \"c1\", \"from\": 4}.]");
        assertThat(piece(messages, Map.of("reference", "c1", "from", 4L, "length", 9_000_000L))
                        .text())
                .isEqualTo("[Characters 4 to 6 of the 6 of the result of c1.]\n\uD83D\uDE00\n[This is its end.]");
    }

    @Test
    void whatIsNotThereIsNotRead() {
        Messages messages = Messages.NONE.plus(new Message.ToolResult("c1", "fetch", "abc", true, true));

        assertThat(ReadBlobTool.read(messages, new ToolInput(Map.of("reference", "c2"))))
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.message()).startsWith("No earlier call of this task has this id"));
        assertThat(ReadBlobTool.read(messages, new ToolInput(Map.of("reference", "c1", "from", 3L))))
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.message())
                                .isEqualTo("There is nothing at character 3: the result has 3 characters."));
    }

    @Test
    void whatWasUntrustedStaysUntrusted() {
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            walden.toolbox.with(
                    "fetch",
                    SideEffect.NONE,
                    (_, _) -> new CallResult.Succeeded(ToolOutput.untrusted("bad ".repeat(9000))));
            walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("good ".repeat(9000)));
            walden.gateway.think(replies(
                    calls("add"),
                    call("read_blob", Map.of("reference", "c1", "from", 8000L)),
                    calls("fetch"),
                    call("read_blob", Map.of("reference", "c3", "from", 8000L)),
                    call("read_blob", Map.of("reference", "c4")),
                    answer("done")));

            TaskView task = walden.run("read it");

            assertThat(task.state()).isEqualTo("completed");
            assertThat(walden.events(task.id(), ToolCallFinished.class))
                    .extracting(ToolCallFinished::trusted)
                    .containsExactly(true, true, false, false, false);
            assertThat(walden.events(task.id(), ToolCallFinished.class).get(3).text())
                    .startsWith("[Characters 8000 to 15500 of the 36000 of the result of c3.]\nbad ")
                    .endsWith("\n[Read on with read_blob {\"reference\": \"c3\", \"from\": 15500}.]");
            assertThat(walden.toolbox.calls()).hasSize(2);
        }
    }

    /** Ids of calls begin anew in every task, so no id can mean what another task was told, not even in the same session. */
    @Test
    void onlyResultsOfTheTasksOwnCallsCanBeNamed() {
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            walden.toolbox.with("fetch", SideEffect.NONE, (_, _) -> succeeded("the secret of another"));
            walden.gateway.think(replies(calls("fetch"), calls("fetch"), answer("done")));
            walden.rest(walden.submitInSession("first", "s"));
            walden.gateway.think(replies(
                    call("read_blob", Map.of("reference", "c1")),
                    call("read_blob", Map.of("reference", "c2")),
                    answer("done")));

            TaskView task = walden.rest(walden.submitInSession("second", "s"));

            List<ToolCallFinished> ended = walden.events(task.id(), ToolCallFinished.class);
            assertThat(ended).extracting(ToolCallFinished::outcome).containsOnly(ToolCallOutcome.FAILED);
            assertThat(ended).noneMatch(call -> call.text().contains("secret"));
        }
    }

    private static ToolOutput piece(Messages messages, Map<String, Object> input) {
        CallResult result = ReadBlobTool.read(messages, new ToolInput(Map.copyOf(input)));
        return ((CallResult.Succeeded) result).output();
    }
}
