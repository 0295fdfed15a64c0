package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording facts and reading them back, on the real log. */
class ActivityLogTest {

    @TempDir
    Path home;

    private ActivityFixture activity;

    @BeforeEach
    void open() {
        activity = ActivityFixture.open(home);
    }

    @AfterEach
    void close() {
        activity.close();
    }

    @Test
    void eventsOfOneCommitFollowEachOtherAndShareATime() {
        ActivityLog.Appended appended =
                activity.log().append(List.of(Samples.submitted("a"), Samples.submitted("b"), Samples.submitted("c")));

        assertThat(appended.last() - appended.first()).isEqualTo(2);
        assertThat(activity.log().read(List.of(appended.first(), appended.last())))
                .allSatisfy(entry -> assertThat(entry.at()).isEqualTo(appended.at()));
    }

    @Test
    void theLatestRecordOfAnItemIsKnownAndNoOthersCount() {
        activity.log().append(List.of(Samples.submitted("a")));
        long before = activity.log().lastItem();
        long stored = activity.log()
                .append(List.of(new MemoryEvent.FactStored(Samples.plainItem())))
                .last();

        activity.log().append(List.of(Samples.submitted("b")));

        assertThat(before).isZero();
        assertThat(activity.log().lastItem()).isEqualTo(stored);
    }

    @Test
    void eventsAreReadInTheOrderAskedForWithoutTheLogsOwnRecords() {
        activity.log()
                .append(IntStream.range(0, 100)
                        .mapToObj(i -> Samples.submitted("e" + i))
                        .toList());
        activity.restart(); // writes a marker
        long last = activity.log().append(List.of(Samples.submitted("last"))).last();

        List<RecordedEvent> all =
                activity.log().read(LongStream.rangeClosed(1, last).boxed().toList());
        List<RecordedEvent> some = activity.log().read(List.of(last, 2L, 90L, 1L));

        assertThat(all).hasSize(101).hasSizeLessThan((int) last);
        assertThat(some.stream().map(ActivityLogTest::input).collect(Collectors.joining(" ")))
                .isEqualTo("last e1 e89 e0");
    }

    @Test
    void aReadBeyondTheEndIsRefused() {
        long beyond = activity.log().durable() + 1_000;

        assertThatThrownBy(() -> activity.log().read(List.of(beyond))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMebibyteOfInputComesBackFromItsBlob() {
        String input = "Wälder ".repeat(130_000);
        long seq = activity.append(Samples.submitted(input)).last();
        activity.restart();

        assertThat(input(activity.log().read(List.of(seq)).getFirst())).isEqualTo(input);
    }

    @Test
    void aQuerySeesOneStateThoughTheViewsGoOn() {
        activity.append(used("one"));

        List<Integer> seen = activity.views().read(views -> {
            int before = TableDump.of(views, "idempotency_key").size();
            activity.append(used("two"));
            return List.of(before, TableDump.of(views, "idempotency_key").size());
        });

        assertThat(seen).containsExactly(1, 1);
        assertThat(activity.dump("idempotency_key")).hasSize(2);
    }

    @Test
    void aQueryCannotWriteAndALaterOneIsServed() {
        assertThatThrownBy(() ->
                        activity.views().read(views -> views.createStatement().executeUpdate("delete from position")))
                .isInstanceOf(ActivityException.ViewFailed.class);

        assertThat(activity.dump("idempotency_key")).isEmpty();
    }

    private static ServiceEvent.IdempotencyKeyUsed used(String key) {
        return new ServiceEvent.IdempotencyKeyUsed("k1", key, "d", "r");
    }

    private static String input(RecordedEvent entry) {
        return ((TaskEvent.TaskSubmitted) entry.event()).input();
    }
}
