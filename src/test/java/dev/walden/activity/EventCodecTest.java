package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What events look like in the log. */
class EventCodecTest {

    private static final Path GOLDEN = GoldenFiles.named("events.jsonl").getLast();
    private static final Instant AT = Instant.parse("2026-11-21T02:11:13.123456Z");

    @AutoClose
    private final CodecOnDisk disk;

    private final EventCodec codec;

    EventCodecTest(@TempDir Path folder) {
        disk = new CodecOnDisk(folder);
        codec = disk.codec();
    }

    @Test
    void eventsAreWrittenByteForByteAsTheGoldenFileSays() throws Exception {
        List<String> written = Samples.all().stream()
                .map(event -> "{" + new String(codec.encode(event), StandardCharsets.UTF_8) + "}")
                .toList();

        assertThat(written).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
    }

    @Test
    void theGoldenFileIsRead() throws Exception {
        List<ActivityEvent> read = Files.readAllLines(GOLDEN).stream()
                .map(line -> decode(line.substring(1, line.length() - 1)).orElseThrow())
                .toList();

        assertThat(read).containsExactlyElementsOf(Samples.all());
    }

    @Test
    void everyKindOfEventHasASampleAndItsNameInKebabCase() {
        List<? extends Class<?>> kinds = Stream.of(TaskEvent.class, MemoryEvent.class, ServiceEvent.class)
                .flatMap(EventCodecTest::records)
                .toList();

        assertThat(Samples.all().stream().map(ActivityEvent::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(kinds.stream()
                        .<Class<? extends ActivityEvent>>map(kind -> kind.asSubclass(ActivityEvent.class))
                        .toList());
        assertThat(EventTypes.CURRENT.all())
                .hasSameSizeAs(kinds)
                .allSatisfy(type -> assertThat(type.name())
                        .isEqualTo(type.type()
                                .getSimpleName()
                                .replaceAll("(?<!^)([A-Z])", "-$1")
                                .toLowerCase(Locale.ROOT)));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCodecTest::records)
                : Stream.of(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-marker", "segment-sealed", "segment-rewritten"})
    void recordsOfTheLogItselfAreNoEvents(String type) {
        assertThat(decode("\"type\":\"%s\",\"v\":7,\"anything\":1".formatted(type)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"task-flown\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":2,\"task\":\"tabcdefghijkl2345\",\"data\":{}"
            })
    void anUnknownTypeOrVersionIsRefusedWithItsPlaceAndWhatToDo(String body) {
        assertThatThrownBy(() -> decode(body))
                .isInstanceOf(ActivityException.OfNewerVersion.class)
                .hasMessageMatching(
                        "Record 7 of the log is a task-.* of version [12], which this version of Walden does not"
                                + " know\\..*install that version again.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"type\":\"task-started\"",
                "\"type\":\"task-started\",\"v\":1,\"data\":{}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"t1\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"more\":1}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{}}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":[]",
                "\"type\":\"task-paused\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{}",
                "\"type\":\"task-paused\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"by\":null}",
                "\"type\":\"task-paused\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"by\":1}",
                "\"type\":\"service-stopped\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"reason\":\"x\"}",
                "\"type\":\"reflected\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"verdict\":\"ACCEPT\"}"
            })
    void dataThatIsNotWhatTheTypeSaysIsRefusedWithItsPlace(String body) {
        assertThatThrownBy(() -> decode(body))
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageStartingWith("Record 7 of the log ");
    }

    private Optional<ActivityEvent> decode(String text) {
        ByteBuffer body = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return codec.open(new LogRecord(7, AT, body, body))
                .map(opened -> codec.decode(7, AT, opened).event());
    }
}
