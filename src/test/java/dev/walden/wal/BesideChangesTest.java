package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log is read beside the service that gives its segments other forms meanwhile: rewritten, thinned, packed and unpacked. */
@Timeout(120) // a follower that stays behind would follow for ever
class BesideChangesTest {

    @TempDir
    Path home;

    private ChangingLog log;

    @BeforeEach
    void open() {
        log = new ChangingLog(home, 5);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static List<Long> numbers(StoredLog log, long from, long to) {
        var numbers = new ArrayList<Long>();
        log.read(from, to, entry -> numbers.add(entry.seq()));
        return numbers;
    }

    @Test
    void itIsVerifiedWithoutAFalseAlarm() throws Exception {
        log.begin();

        while (log.changes()) {
            try (var stored = StoredLog.open(home)) {
                var found = stored.verify(VerifyOptions.defaults());
                assertThat(found.problems()).isEmpty();
                assertThat(found.head()).isNotNull();
                assertThat(stored.verify(VerifyOptions.defaults()).problems()).isEmpty();
            }
        }
    }

    @Test
    void oneThatWasOpenedBeforeIsReadOnAndOn() throws Exception {
        try (var stored = StoredLog.open(home)) {
            long last = stored.last();
            long middle = last / 2;
            var first = numbers(stored, 1, last);
            log.begin();

            while (log.changes()) {
                assertThat(numbers(stored, 1, last))
                        .isSubsetOf(first)
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(numbers(stored, middle, middle + 7)).isSubsetOf(first);
                assertThat(stored.segments()).isNotEmpty();
                assertThat(stored.upTo(middle)).isNotEmpty();
            }
        }
    }

    @Test
    void oneThatIsOpenedAnewIsReadToItsEnd() throws Exception {
        log.begin();

        while (log.changes()) {
            try (var stored = StoredLog.open(home)) {
                assertThat(numbers(stored, 1, stored.last()))
                        .contains(1L, stored.last())
                        .isSorted();
                assertThat(stored.segments()).allMatch(segment -> segment.bytes() > 0);
            }
        }
    }

    @Test
    void itIsFollowedToItsEnd() throws Exception {
        try (var stored = StoredLog.open(home)) {
            long seen = stored.durable();
            log.begin();

            while (log.changes() || seen < log.durable() - 1) {
                if (stored.awaitDurable(seen + 1, Duration.ofMillis(200))) {
                    assertThat(numbers(stored, seen + 1, stored.durable())).isSorted();
                    seen = stored.durable();
                    assertThat(seen).isLessThanOrEqualTo(log.durable());
                }
            }
        }
    }

    @Test
    void whoLooksLateFollowsPastSegmentsThatGotOtherLines() throws Exception {
        try (var stored = StoredLog.open(home)) {
            long seen = stored.durable();
            assertThat(numbers(stored, seen, seen)).containsExactly(seen); // the file stays open
            log.begin();
            long last = log.awaitRest();

            stored.lookAgain();

            assertThat(stored.durable()).isGreaterThanOrEqualTo(last - 1);
            assertThat(numbers(stored, seen, stored.durable()))
                    .isSorted()
                    .contains(stored.durable())
                    .hasSizeGreaterThan(100);
        }
    }
}
