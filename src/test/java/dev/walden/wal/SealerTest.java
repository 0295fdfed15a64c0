package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A full segment that cannot be read yet is sealed later, and the log goes on behind it. */
class SealerTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SteppedBackground background = new SteppedBackground();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    private SegmentedLog open() {
        return LogOnDisk.open(
                new TamperedStorage(LogOnDisk.unhurried(disk), call -> {
                    var failed = failure.get();
                    if (failed != null
                            && call.operation() == Operation.READ
                            && call.name().equals(SegmentName.of(1))) {
                        throw failed;
                    }
                    call.proceed().run();
                }),
                background);
    }

    private void fillTwo(SegmentedLog log) {
        for (int i = 0; i < 5; i++) {
            log.append(List.of(LogFixture.body("x", 3_500)), WriteAheadLog.Urgency.NORMAL);
            background.seal();
        }
    }

    private static List<String> seals(SegmentedLog log) {
        return LogFixture.lines(log).stream()
                .filter(line -> line.contains("segment-sealed"))
                .map(line -> line.replaceAll(".*\"segment\":\"0*(\\d+).*", "$1"))
                .toList();
    }

    private void rest(SegmentedLog log) {
        for (int i = 0; i < 4; i++) {
            background.seal();
            LogFixture.append(log, "a little later");
        }
    }

    @Test
    void anUnreadableSegmentIsToldAsDamageAndSealedLateOnceItIsMended() {
        try (var log = open()) {
            failure.set(new IOException("Input/output error"));
            fillTwo(log);
            failure.set(null);

            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
            assertThat(log.damage()).singleElement().asString().contains(SegmentName.of(1), "Input/output error");
            assertThat(seals(log)).doesNotContain("1");

            background.retry();
            rest(log);
            assertThat(seals(log)).containsExactly("3", "1");
            log.scrub(bytes -> {});
            assertThat(log.damage()).isEmpty();
        }
    }

    @Test
    void wantOfDescriptorsIsNoDamage() {
        try (var log = open()) {
            failure.set(new Storage.NoRoomException("Too many open files"));
            fillTwo(log);
            failure.set(null);

            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
            assertThat(log.damage()).isEmpty();

            background.retry();
            rest(log);
            assertThat(seals(log)).containsExactly("1", "3");
        }
    }
}
