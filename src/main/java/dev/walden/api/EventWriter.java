package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.activity.RecordedEvent;
import dev.walden.orchestrator.Follower.Reached;
import dev.walden.orchestrator.Follower.Words;
import dev.walden.plugin.CallProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events. Confined to one thread. */
final class EventWriter {

    /** Up to here every whole number is one as a double. */
    private static final double MOST_WHOLE = 1L << 53;

    private static final byte[] HEARTBEAT = bytes(": still here\n\n");
    private static final byte[] DELTA = bytes("event: delta\ndata: ");
    private static final byte[] PROGRESS = bytes("event: progress\ndata: ");
    private static final byte[] END = bytes("\n\n");

    private final JsonMapper mapper;
    private final OutputStream target;

    EventWriter(JsonMapper mapper, OutputStream target) {
        this.mapper = mapper;
        this.target = target;
    }

    /** Of events that share a record, the last one has its number: a client that was cut off between them is given all of them again. */
    void record(RecordedEvent entry, boolean last) throws IOException {
        target.write(bytes((last ? "id: " + entry.seq() + "\n" : "") + "data: "));
        target.write(mapper.writeValueAsBytes(EventResponse.from(entry)));
        target.write(END);
    }

    /** Without an id: no client goes on behind words that nobody recorded. */
    void delta(Words words) throws IOException {
        target.write(DELTA);
        target.write(mapper.writeValueAsBytes(new Delta(words.step(), words.again(), encodable(words.text()))));
        target.write(END);
    }

    /** Without an id, as words. */
    void progress(Reached reached) throws IOException {
        CallProgress how = reached.progress();
        Double total = how.total();
        String message = how.message();
        target.write(PROGRESS);
        target.write(mapper.writeValueAsBytes(new Progress(
                reached.call(),
                number(how.progress()),
                total == null ? null : number(total),
                message == null ? null : encodable(message))));
        target.write(END);
    }

    /** Whole numbers as such: most tools count. */
    private static Number number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
            return (long) value;
        }
        return value;
    }

    /** A sign of life. */
    void heartbeat() throws IOException {
        target.write(HEARTBEAT);
        target.flush();
    }

    void flush() throws IOException {
        target.flush();
    }

    /** A lone surrogate has no UTF-8, and a model may write one: it becomes a question mark. */
    private static String encodable(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Delta(
            int step,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean again,
            String text) {}

    private record Progress(
            String call,
            Number progress,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Number total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String message) {}
}
