package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TwoLooks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What memory forgets by age, by a clock of a test. */
final class Ageing {

    static final Duration APART = Duration.ofHours(1);

    private final MemoryFixture memory;
    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
    private final AtomicLong nanos = new AtomicLong();

    private final SpaceLocks locks;

    Ageing(MemoryFixture memory) {
        this(memory, memory.locks());
    }

    /** With locks that only some of the others know. */
    Ageing(MemoryFixture memory, SpaceLocks locks) {
        this.memory = memory;
        this.locks = locks;
    }

    ForgettingByAge keeping(Duration messages, Duration episodes, Duration facts) {
        return new ForgettingByAge(
                memory.activity().log(),
                memory.activity().views(),
                locks,
                memory.items(),
                new RetentionProperties(messages, episodes, facts).kinds(),
                new TwoLooks(clock::get, nanos::get, APART),
                new MemoryMetrics(memory.meters()));
    }

    /** All kinds for the same time. */
    ForgettingByAge keeping(Duration all) {
        return keeping(all, all, all);
    }

    Instant now() {
        return clock.get();
    }

    /** Has the clock say something else. */
    void setClock(Instant now) {
        clock.set(now);
    }

    /** For the clock and for the machine. */
    void pass(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
        nanos.addAndGet(time.toNanos());
    }

    /** With two looks at a clock that goes right. */
    int round(ForgettingByAge forgetting) throws InterruptedException {
        assertThat(forgetting.round(_ -> false)).isZero();
        pass(APART);
        return forgetting.round(_ -> false);
    }

    /** A round in which all that came before a moment is too old. */
    int forgetBefore(Instant moment) throws InterruptedException {
        Duration keep = Duration.ofDays(30);
        setClock(moment.plus(keep));
        return round(keeping(keep));
    }

    /** A moment that nothing is recorded in. */
    static Instant moment() {
        Instant begun = Instant.now();
        Instant moment = begun;
        while (Duration.between(begun, moment).toMillis() < 2) {
            moment = Instant.now();
        }
        return begun.plusMillis(1);
    }
}
