package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityFixture;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.activity.StoredItem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.util.FileSystemUtils;

/** A log of which each record has the time that a test wants; views are built of it later. */
final class OldRecords implements AutoCloseable {

    private final Path home;
    private final Instant now = Instant.now();
    private final AtomicReference<Instant> clock = new AtomicReference<>(now);
    private final ActivityFixture activity;

    OldRecords(Path home) {
        this.home = home;
        activity = ActivityFixture.open(home, clock::get, (_, _) -> List.of());
    }

    /** As many in one commit. */
    OldRecords ago(Duration time, ActivityEvent... events) {
        return at(now.minus(time), events);
    }

    OldRecords at(Instant time, ActivityEvent... events) {
        clock.set(time);
        activity.append(events);
        return this;
    }

    static MessageStored message(String id) {
        return new MessageStored(item(id, "Words of " + id));
    }

    static FactStored fact(String id) {
        return new FactStored(item(id, "Owl " + id + " sings."));
    }

    static FactConfirmed again(String fact) {
        return new FactConfirmed(MemoryFixture.SPACE, fact, "key:k", List.of(), true, null);
    }

    private static StoredItem item(String id, String text) {
        return new StoredItem(
                id, MemoryFixture.SPACE, text, "s", "Ann", null, List.of(), null, Map.of(), true, "key:k");
    }

    @Override
    public void close() {
        activity.close();
        try {
            FileSystemUtils.deleteRecursively(home.resolve("views"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
