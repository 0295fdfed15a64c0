package dev.walden.wal;

import dev.walden.wal.SpareFiles.Spare;
import dev.walden.wal.Storage.NoRoomException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A filled file that becomes a segment when the disk has no room for another: the outcomes of work under way go there. It only
 * changes its name then, so nothing can take the room away meanwhile. Filled on the lane that nobody waits for. Thread-safe.
 */
final class Reserve {

    static final String NAME = "reserve.prefill";

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SpareFiles spares;
    private final long bytes;
    private final Health health;
    private final Background background;
    private final AtomicReference<@Nullable Spare> spare = new AtomicReference<>();
    private final AtomicBoolean preparing = new AtomicBoolean();

    Reserve(SpareFiles spares, long bytes, Health health, Background background) {
        this.spares = spares;
        this.bytes = bytes;
        this.health = health;
        this.background = background;
    }

    /** Starts filling unless it is there. */
    void prepare() {
        if (bytes > 0 && spare.get() == null && preparing.compareAndSet(false, true)) {
            background.seal(this::fill);
        }
    }

    private void fill() {
        try {
            spare.set(spares.ready(NAME, bytes, filled -> health.end() != null));
        } catch (NoRoomException e) {
            background.prepareLater(RETRY, this::prepare);
        } catch (Throwable e) {
            health.fail("The reserve could not be filled", e);
        } finally {
            preparing.set(false);
        }
    }

    /** Hands it over when it is there and large enough, else null. */
    @Nullable
    Spare take(long atLeast) {
        var taken = spare.get();
        return taken != null && taken.capacity() >= atLeast && spare.compareAndSet(taken, null) ? taken : null;
    }

    /** Takes back what could not be used. */
    void giveBack(Spare unused) {
        spare.set(unused); // nothing else is filled before it is asked for again
    }

    void close() throws IOException {
        var left = spare.getAndSet(null);
        if (left != null) {
            left.file().close();
        }
    }
}
