package dev.walden.wal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.walden.wal.WriteAheadLog.Appended;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Words that the tests of this package share. */
final class LogFixture {

    static final long SMALL = WalOptions.MIN_SEGMENT_BYTES;

    private LogFixture() {}

    /** Stops what the log tells the operator. While another thread is the first to use SLF4J, it hands out stand-ins. */
    static void silence() {
        while (true) {
            if (LoggerFactory.getLogger("dev.walden.wal") instanceof Logger logger) {
                logger.setLevel(Level.OFF);
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** Smallest segments, no reserve. */
    static WalOptions small(Path home) {
        return new WalOptions(home, SMALL, 0, 0, true, InstantSource.system(), failure -> {});
    }

    static WalMetrics metrics() {
        return new WalMetrics(new SimpleMeterRegistry());
    }

    static byte[] body(String text) {
        return ("\"type\":\"test\",\"v\":1,\"data\":{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** A body of exactly so many bytes. */
    static byte[] body(String text, int bytes) {
        int frame = body("").length;
        return body(text + "x".repeat(bytes - frame - text.getBytes(StandardCharsets.UTF_8).length));
    }

    static Appended append(WriteAheadLog log, String... texts) {
        var bodies = new ArrayList<byte[]>();
        for (var text : texts) {
            bodies.add(body(text));
        }
        return log.append(bodies, Urgency.NORMAL);
    }

    /** The whole lines of all durable records. */
    static List<String> lines(WriteAheadLog log) {
        return lines(log, log.first(), log.durable());
    }

    static List<String> lines(WriteAheadLog log, long from, long to) {
        var lines = new ArrayList<String>();
        log.read(
                from,
                to,
                entry -> lines.add(
                        StandardCharsets.UTF_8.decode(entry.line().duplicate()).toString()));
        return lines;
    }

    /** The bodies of all durable records that the log did not write itself. */
    static List<String> bodies(WriteAheadLog log) {
        var bodies = new ArrayList<String>();
        log.read(log.first(), log.durable(), entry -> ownRecord(text(entry.body())) || bodies.add(text(entry.body())));
        return bodies;
    }

    static String text(String text) {
        return text(body(text));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    /** Whether the log wrote a record itself. */
    static boolean ownRecord(String body) {
        return body.startsWith("\"type\":\"log-marker\"") || body.startsWith("\"type\":\"segment-");
    }
}
