package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.IdempotencyKeys.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that come again. */
class IdempotencyKeysTest {

    private static final Request REQUEST = new Request("k1", "order-1", "digest-a");

    @TempDir
    Path home;

    private final AtomicInteger runs = new AtomicInteger();
    private ActivityFixture activity;
    private IdempotencyKeys keys;

    @BeforeEach
    void open() {
        activity = ActivityFixture.open(home);
        keys = activity.idempotencyKeys();
    }

    @AfterEach
    void close() {
        activity.close();
    }

    @Test
    void aRepetitionGetsTheFirstResultWithoutRunning() {
        String first = once(REQUEST);

        String second = once(REQUEST);

        assertThat(second).isEqualTo(first).isEqualTo("result-1");
        assertThat(runs).hasValue(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsAConflict() {
        once(REQUEST);

        assertThatThrownBy(() -> once(new Request("k1", "order-1", "digest-b")))
                .isInstanceOf(ActivityException.IdempotencyConflict.class)
                .hasMessageContaining("\"order-1\" was used for another request");
    }

    @Test
    void keysOfDifferentApiKeysHaveNothingToDoWithEachOther() {
        once(REQUEST);

        String other = once(new Request("k2", "order-1", "digest-b"));

        assertThat(other).isEqualTo("result-2");
    }

    @Test
    void concurrentEqualsShareOneRun() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> once(REQUEST)))
                    .toList();

            for (Future<String> result : results) {
                assertThat(result.get()).isEqualTo("result-1");
            }
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void anActThatFailsLeavesTheKeyFree() {
        assertThatThrownBy(() -> keys.once(REQUEST, claim -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(once(REQUEST)).isEqualTo("result-1");
    }

    @Test
    void aKeyIsRememberedAcrossARestartWithoutViews() {
        once(REQUEST);
        activity.deleteViews();
        keys = activity.idempotencyKeys();

        assertThat(once(REQUEST)).isEqualTo("result-1");
        assertThat(runs).hasValue(1);
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        once(REQUEST);
        Instant later = Instant.now().plus(Duration.ofDays(3_650));

        keys = new IdempotencyKeys(activity.log(), activity.views(), () -> later, Duration.ofDays(7));

        assertThat(once(new Request("k1", "order-1", "digest-b"))).isEqualTo("result-2");
    }

    @Test
    void oldKeysLeaveTheViewWhenANewerOneComes() throws Exception {
        IdempotencyProjection projection = new IdempotencyProjection(Duration.ofDays(7));
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        ViewsFile file = new ViewsFile(home.resolve("own.db"));
        try (var views = file.openForWriting()) {
            projection.createTables(views);
            projection.apply(used("old", then), views);
            projection.apply(used("young", then.plus(Duration.ofDays(6))), views);

            projection.apply(used("new", then.plus(Duration.ofDays(8))), views);

            assertThat(String.join(" ", TableDump.of(views, "idempotency_key")))
                    .contains("new", "young")
                    .doesNotContain("old");
        }
    }

    private String once(Request request) {
        return keys.once(request, claim -> {
            String result = "result-" + runs.incrementAndGet();
            activity.log().append(List.of(claim.apply(result)));
            return result;
        });
    }

    private static RecordedEvent used(String key, Instant at) {
        return new RecordedEvent(1, at, new ServiceEvent.IdempotencyKeyUsed("k1", key, "d", "r"));
    }
}
