package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskPaused;
import dev.walden.wal.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier versions of Walden wrote is read for ever, and never written again. */
class EventVersionsTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:11:13.123456Z");

    /** A history that never was: the first version said {@code who}, the second put it into an object, the third says {@code by}. */
    private static final EventType PAUSED =
            EventType.of("task-paused", TaskPaused.class, EventVersionsTest::wrap, EventVersionsTest::rename);

    @TempDir
    Path folder;

    private BlobStore blobs;

    @BeforeEach
    void open() {
        blobs = new BlobStore(folder.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
    }

    @AfterEach
    void close() {
        blobs.close();
    }

    private static Map<String, @Nullable Object> wrap(Map<String, @Nullable Object> first) {
        Map<String, @Nullable Object> person = new LinkedHashMap<>();
        person.put("key", first.remove("who"));
        first.put("person", person);
        return first;
    }

    private static Map<String, @Nullable Object> rename(Map<String, @Nullable Object> second) {
        if (!(second.get("person") instanceof Map<?, ?> person) || !(person.get("key") instanceof String key)) {
            throw new IllegalArgumentException("Version 2 has a person with a key");
        }
        second.remove("person");
        second.put("by", key);
        return second;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"who\":\"k1\"}",
                "\"v\":2,\"task\":\"tabcdefghijkl2345\",\"data\":{\"person\":{\"key\":\"k1\"}}",
                "\"v\":3,\"task\":\"tabcdefghijkl2345\",\"data\":{\"by\":\"k1\"}"
            })
    void everyOlderVersionIsReadAsTheNewest(String body) {
        ActivityEvent read = decode(codec(), "\"type\":\"task-paused\"," + body);

        assertThat(read).isEqualTo(new TaskPaused(Samples.TASK, "k1"));
    }

    @Test
    void onlyTheNewestVersionIsWritten() {
        byte[] written = codec().encode(new TaskPaused(Samples.TASK, "k1"));

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("\"type\":\"task-paused\",\"v\":3,\"task\":\"tabcdefghijkl2345\",\"data\":{\"by\":\"k1\"}");
    }

    @Test
    void dataOfTheNewestVersionAreNotEvenLookedAt() {
        byte[] data = "no JSON at all".getBytes(StandardCharsets.UTF_8);

        assertThat(PAUSED.upToDate(3, data)).isSameAs(data);
    }

    /** Absent, they are none in the newest version; before that, nobody knows. */
    @Test
    void whichProceduresATaskOfAnEarlierVersionWasToldOfIsNotTakenForNone() {
        String body = "\"type\":\"context-gathered\",\"v\":%d,\"task\":\"tabcdefghijkl2345\",\"data\":{}";

        assertThat(decode(new EventCodec(blobs), body.formatted(7)))
                .isEqualTo(new ContextGathered(
                        Samples.TASK, List.of(), List.of(), null, null, null, null, ContextGathered.NOT_RECORDED));
        assertThat(decode(new EventCodec(blobs), body.formatted(8)))
                .isEqualTo(new ContextGathered(Samples.TASK, List.of(), List.of()));
    }

    @Test
    void aVersionBeyondTheNewestIsRefused() {
        assertThatThrownBy(() ->
                        decode(codec(), "\"type\":\"task-paused\",\"v\":4,\"task\":\"tabcdefghijkl2345\",\"data\":{}"))
                .isInstanceOf(ActivityException.OfNewerVersion.class)
                .hasMessageContaining("Record 7 of the log is a task-paused of version 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v\":0,\"task\":\"tabcdefghijkl2345\",\"data\":{\"by\":\"k1\"}",
                "\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"by\":\"k1\"}",
                "\"v\":2,\"task\":\"tabcdefghijkl2345\",\"data\":{\"person\":\"k1\"}",
                "\"v\":2,\"task\":\"tabcdefghijkl2345\",\"data\":{\"person\":{\"key\":\"k1\"},\"more\":1}"
            })
    void dataThatTheirVersionNeverWroteAreRefusedAsDamaged(String body) {
        assertThatThrownBy(() -> decode(codec(), "\"type\":\"task-paused\"," + body))
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageMatching("Record 7 of the log is no task-paused of version [012]: .*");
    }

    /** A version without its upcaster, or one whose records nobody kept, fails here. */
    @Test
    void everyVersionOfEveryEventHasGoldenRecordsThatAreRead() throws IOException {
        EventCodec codec = new EventCodec(blobs);
        Set<String> read = new HashSet<>();
        for (Path golden : GoldenFiles.named("events.jsonl")) {
            for (String line : Files.readAllLines(golden)) {
                String body = line.substring(1, line.length() - 1);
                decode(codec, body);
                RecordBody parsed = RecordBody.parse(utf8(body));
                read.add(parsed.type() + " " + parsed.version());
            }
        }

        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(EventTypes.CURRENT.all().stream()
                        .flatMap(type -> IntStream.rangeClosed(1, type.version())
                                .mapToObj(version -> type.name() + " " + version))
                        .toList());
    }

    private EventCodec codec() {
        return new EventCodec(blobs, Encryption.NONE, new EventTypes(List.of(PAUSED)));
    }

    private static ActivityEvent decode(EventCodec codec, String body) {
        ByteBuffer bytes = utf8(body);
        RecordBody opened = codec.open(new LogRecord(7, AT, bytes, bytes)).orElseThrow();
        return codec.decode(7, AT, opened).event();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
