package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.wal.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record leaves out means one thing for ever. */
class UsualValuesTest {

    private static final String TOOL_CALL =
            "\"type\":\"tool-call-finished\",\"v\":3,\"task\":\"tabcdefghijkl2345\",\"data\":{\"call\":\"c1\"%s,\"text\":\"x\"%s}";

    @AutoClose
    private final CodecOnDisk disk;

    UsualValuesTest(@TempDir Path folder) {
        disk = new CodecOnDisk(folder);
    }

    /** As docs/log-format.md says. These literals are the promise: a change of them is one of what old logs say. */
    @Test
    void whatIsAbsentIsWhatTheFormatSays() {
        var submitted = (TaskEvent.TaskSubmitted)
                read("\"type\":\"task-submitted\",\"v\":2,\"task\":\"tabcdefghijkl2345\",\"data\":{\"session\":\"s\","
                        + "\"input\":\"i\",\"submittedBy\":\"k\"}");
        var finished = (ToolCallEvent.ToolCallFinished) read(TOOL_CALL.formatted("", ""));
        var completed = (TaskEvent.TaskCompleted)
                read("\"type\":\"task-completed\",\"v\":3,\"task\":\"tabcdefghijkl2345\",\"data\":{\"output\":\"o\","
                        + "\"answered\":{\"engine\":\"e\"}}");

        assertThat(submitted.space()).isEqualTo(new Space("default"));
        assertThat(submitted.limits()).isEqualTo(new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1)));
        assertThat(submitted.metadata()).isEmpty();
        assertThat(submitted.engine()).isNull();
        assertThat(finished.outcome()).isEqualTo(ToolCallEvent.ToolCallOutcome.SUCCEEDED);
        assertThat(finished.trusted()).isFalse();
        assertThat(finished.duration()).isZero();
        assertThat(finished.attachments()).isEmpty();
        assertThat(finished.asked()).isNull();
        assertThat(completed.sources()).isEmpty();
        assertThat(completed.answered()).isEqualTo(new Answered("e", new TokenUsage(0, 0), Duration.ZERO));
    }

    @Test
    void whatIsThereCountsAlsoWhereItIsUsual() {
        ActivityEvent read =
                read(TOOL_CALL.formatted(",\"outcome\":\"succeeded\"", ",\"trusted\":false,\"duration\":\"PT0S\""));

        assertThat(read).isEqualTo(read(TOOL_CALL.formatted("", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"trusted\":null", ",\"duration\":null", ",\"trusted\":0"})
    void absentIsNotNull(String members) {
        assertThat(strict(TOOL_CALL.formatted("", members))).isEmpty();
    }

    /** A list that may be null says with its absence that it is. */
    @Test
    void anEmptyListThatCouldBeNullIsWritten() {
        var none = new TaskEvent.ReasoningFinished(
                Samples.TASK, "rules", anyCall(), TokenUsage.ZERO, Duration.ZERO, List.of());

        assertThat(written(none)).endsWith("\"started\":[]}");
        assertThat(read(written(none))).isEqualTo(none);
    }

    @Test
    void whatSubmittersAndModelsMadeUpIsNotTouched() {
        var started = Samples.started(Map.of("no", false, "list", List.of(), "map", Map.of()));

        assertThat(written(started)).contains("\"no\":false", "\"list\":[]", "\"map\":{}");
    }

    @Test
    void peopleAreShownAllMembers() {
        var finished = new ToolCallEvent.ToolCallFinished(
                Samples.TASK, "c1", ToolCallEvent.ToolCallOutcome.SUCCEEDED, "x", false, Duration.ZERO);

        assertThat(EventJson.of(finished).data())
                .isEqualTo(
                        "{\"call\":\"c1\",\"outcome\":\"succeeded\",\"text\":\"x\",\"trusted\":false,\"duration\":\"PT0S\",\"attachments\":[]}");
    }

    /** Read with blobs only named, data have the same members as events shown. */
    @Test
    void dataThatAreNoEventHaveThemToo() {
        for (ActivityEvent event : Samples.all()) {
            EventJson shown = EventJson.of(event);
            byte[] log = disk.codec().encode(event);
            byte[] data = RecordBody.parse(ByteBuffer.wrap(log)).data();

            Map<String, ?> whole = WholeData.of(shown.type(), ActivityJson.readObject(data));

            assertThat(whole).isEqualTo(expected(shown, data));
            assertThat(List.copyOf(whole.keySet()))
                    .isEqualTo(List.copyOf(expected(shown, data).keySet()));
        }
    }

    /** Names that look like a reference to a blob are escaped in the log. */
    private static Map<String, ?> expected(EventJson shown, byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8).contains("$$blob")
                ? shown.data().replace("\"$$blob\"", "\"$$$blob\"").replace("\"$blob\"", "\"$$blob\"")
                : shown.data();
        return ActivityJson.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply anyCall() {
        return new Reply.UseTools("", List.of(ToolCall.of("c1", "clock", Map.of())));
    }

    private String written(ActivityEvent event) {
        return new String(disk.codec().encode(event), StandardCharsets.UTF_8);
    }

    private ActivityEvent read(String body) {
        ActivityEvent strictly = strict(body).orElseThrow();
        assertThat(disk.codec().readPlain(entry(body)).orElseThrow().event()).isEqualTo(strictly);
        return strictly;
    }

    private Optional<ActivityEvent> strict(String body) {
        try {
            return disk.codec()
                    .open(entry(body))
                    .map(opened -> disk.codec().decode(7, Instant.EPOCH, opened).event());
        } catch (ActivityException refused) {
            return Optional.empty();
        }
    }

    private static LogRecord entry(String body) {
        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        return new LogRecord(7, Instant.EPOCH, bytes, bytes);
    }
}
