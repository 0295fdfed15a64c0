package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the short way reads, the strict one reads the same; whatever the strict one refuses, the short one leaves to it. */
class PlainEventsTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:11:13.123456Z");
    private static final int EVENTS_A_SEED = 600;
    private static final int CHANGES_AN_EVENT = 12;

    @AutoClose
    private final CodecOnDisk disk;

    private final EventCodec codec;
    private int readTheShortWay;

    PlainEventsTest(@TempDir Path folder) {
        disk = new CodecOnDisk(folder);
        codec = disk.codec();
    }

    @Test
    void everySampleButThatOfOddValuesAndThoseThatNameFilesIsReadTheShortWay() {
        List<ActivityEvent> left = Samples.all().stream()
                .filter(event -> !(event instanceof MemoryEvent.DocumentReceived))
                .filter(event -> !(event instanceof ToolCallEvent.ToolCallFinished finished)
                        || finished.attachments().isEmpty())
                .filter(event -> codec.readPlain(entry(codec.encode(event))).isEmpty())
                .toList();

        assertThat(left).containsExactly(Samples.started(Samples.everyValue()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothWaysReadTheSame(long seed) {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(random);

        for (int i = 0; i < EVENTS_A_SEED; i++) {
            ActivityEvent event = events.next();
            byte[] body = codec.encode(event);

            assertThat(strict(body)).contains(event);
            compare(body);
            for (int change = 0; change < CHANGES_AN_EVENT; change++) {
                compare(BodyChanges.change(body, random));
            }
        }

        assertThat(readTheShortWay)
                .as("bodies read the short way")
                .isGreaterThan(EVENTS_A_SEED / 2)
                .isLessThan(EVENTS_A_SEED * CHANGES_AN_EVENT / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"by\":\"\\u006b\"",
                "\"by\":\"\\uD83D\\uDE00\"",
                "\"by\":\"\\ud800\"",
                "\"by\":\"\\x\"",
                "\"by\":\"\\u12\"",
                "\"by\":\"a\u0001b\"",
                "\"by\":\"a\\\"",
                "\"by\":\"a",
                "\"by\":\"\u00fc\\n\"",
                "\"by\": \"k\"",
                " \"by\":\"k\"",
                "\"b\\u0079\":\"k\"",
                "\"by\":\"k\",\"by\":\"l\"",
                "\"by\":\"k\",\"task\":\"tabcdefghijkl2345\"",
                "\"by\":null",
                "\"by\":1",
                "\"by\":[\"k\"]",
                "\"by\":{\"$blob\":\"x\"}",
                ""
            })
    void bothWaysAgreeOnOddMembers(String members) {
        compare("\"type\":\"task-paused\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{%s}".formatted(members));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "01",
                "-",
                "1.0",
                "1e2",
                "1E-400",
                "999999999999999999",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "2147483648",
                "NaN",
                "+1",
                "1 ",
                "true",
                "tru",
                "nul",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "{\"$blob\":1}",
                "{\"a\":1,}"
            })
    void bothWaysAgreeOnOddValues(String value) {
        String form = "\"type\":\"tool-call-started\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"call\":\"c1\","
                + "\"tool\":\"t\",\"arguments\":{\"a\":%s},\"sideEffect\":\"none\",\"attempt\":%s}";

        compare(form.formatted(value, "1"));
        compare(form.formatted("1", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S",
                "PT1.S",
                "PT.5S",
                "PT0.5S",
                "PT0.123456789S",
                "PT0.1234567891S",
                "PT1H",
                "PT-1S",
                "-PT1S",
                "P1D",
                "PT",
                "PTS",
                "PT9999999999S",
                "PT99999999999999999999S",
                "pt1s",
                " PT1S",
                "1",
                "",
                "PT1M0.5S",
                "PT0,5S"
            })
    void bothWaysAgreeOnDurations(String duration) {
        compare("\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"call\":\"c1\","
                + "\"outcome\":\"succeeded\",\"text\":\"x\",\"trusted\":true,\"duration\":\"%s\"}".formatted(duration));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T02:11:13Z",
                "2026-11-21T02:11:13.123456789Z",
                "2026-11-21T02:11Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T02:11:13+00:00",
                "+12026-11-21T02:11:13Z",
                "2026-02-30T02:11:13Z",
                "2026-11-21T02:11:60Z",
                "0Z",
                "Z",
                ""
            })
    void bothWaysAgreeOnTimes(String time) {
        compare(
                "\"type\":\"approval-requested\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"approval\":\"a1\",\"call\":\"c1\","
                        + "\"argumentsDigest\":\"d\",\"reason\":\"r\",\"expiresAt\":\"%s\"}".formatted(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"task\\u002dstarted\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":01,\"task\":\"tabcdefghijkl2345\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":2,\"task\":\"tabcdefghijkl2345\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"tabcdefghijkl2341\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"\\u0074abcdefghijkl2345\",\"data\":{}",
                "\"type\":\"task-started\",\"v\":1,\"data\":{}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{}}",
                "\"type\":\"task-started\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{} ",
                "\"type\":\"service-stopped\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"reason\":\"x\"}",
                "\"type\":\"log-marker\",\"v\":1,\"data\":{}",
                ""
            })
    void bothWaysAgreeOnOddBodies(String body) {
        compare(body);
    }

    private void compare(String body) {
        compare(body.getBytes(StandardCharsets.UTF_8));
    }

    private void compare(byte[] body) {
        Optional<RecordedEvent> plain = codec.readPlain(entry(body));
        if (plain.isPresent()) {
            readTheShortWay++;
            assertThat(strict(body))
                    .as(() -> new String(body, StandardCharsets.UTF_8))
                    .contains(plain.get().event());
        }
    }

    /** Empty when refused. */
    private Optional<ActivityEvent> strict(byte[] body) {
        try {
            return codec.open(entry(body))
                    .map(opened -> codec.decode(7, AT, opened).event());
        } catch (ActivityException refused) {
            return Optional.empty();
        }
    }

    private static LogRecord entry(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        return new LogRecord(7, AT, bytes, bytes);
    }
}
