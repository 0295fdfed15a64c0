package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stores, finds and erases items. Thread-safe; what returns is durable. */
public final class MemoryItems {

    /** The most items of one request. */
    public static final int MAX_ITEMS = 1_000;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final IdempotencyKeys keys;
    private final MemoryMetrics metrics;

    MemoryItems(ActivityLog log, Views views, IdempotencyKeys keys, MemoryMetrics metrics) {
        this.log = log;
        this.views = views;
        this.keys = keys;
        this.metrics = metrics;
    }

    /**
     * Stores items as one commit, one record each, in order.
     *
     * @param by {@code key:ID}
     * @throws MemoryException.Unacceptable when there are none or too many
     */
    public Stored store(List<NewItem> items, String by) {
        List<StoredItem> stored = stored(items, by);
        ActivityLog.Appended appended = log.append(events(items, stored));
        return new Stored(stored.stream().map(StoredItem::id).toList(), appended.last());
    }

    /**
     * As {@link #store(List, String)}, but once only: a repeated request gives what the first one stored.
     *
     * @throws dev.walden.activity.ActivityException.IdempotencyConflict when the key was used for something else
     */
    public Stored store(List<NewItem> items, String by, IdempotencyKeys.Request request) throws InterruptedException {
        List<StoredItem> stored = stored(items, by);
        String ids = keys.once(request, claim -> {
            String result = stored.stream().map(StoredItem::id).collect(Collectors.joining(" "));
            List<ActivityEvent> events = events(items, stored);
            events.add(claim.apply(result));
            log.append(events);
            return result;
        });
        awaitAcknowledged();
        return views.read(connection -> stored(connection, List.of(ids.split(" "))));
    }

    /**
     * The living item of this id. Sees everything acknowledged before the call.
     *
     * @throws dev.walden.activity.ActivityException.ViewsBehind when the views do not catch up in time
     */
    public Optional<MemoryItem> find(String id) throws InterruptedException {
        awaitAcknowledged();
        return living(List.of(id)).stream().findFirst();
    }

    /**
     * Erases those of these items that live in the space, with the turns and episodes of the tasks that are known to hold their
     * words.
     *
     * @param reason for people
     * @param by {@code task:ID/CALL} or {@code key:ID}
     * @return the items erased, as they were
     */
    public List<MemoryItem> erase(Space space, List<String> ids, String reason, String by) throws InterruptedException {
        awaitAcknowledged();
        List<MemoryItem> items =
                living(ids).stream().filter(item -> item.space().equals(space)).toList();
        if (!items.isEmpty()) {
            List<String> found = items.stream().map(MemoryItem::id).toList();
            log.append(List.of(new MemoryEvent.ContentErased(space, found, reason, by)));
            metrics.erased(found.size());
        }
        return items;
    }

    /** Stores a fact that a tool call came to know, unless the call has stored it before. */
    void storeFact(StoredItem fact) throws InterruptedException {
        awaitAcknowledged();
        if (living(List.of(fact.id())).isEmpty()) {
            log.append(List.of(new MemoryEvent.FactStored(fact)));
        }
    }

    /** What a tool call erased when it ran before; empty when it did not. */
    Optional<List<String>> erasedBy(String by) throws InterruptedException {
        awaitAcknowledged();
        return views.read(connection -> Sql.first(
                connection,
                "SELECT items FROM memory_erasures WHERE erased_by = ?",
                row -> PackedStrings.unpack(row.getString(1)),
                by));
    }

    long count(ItemKind kind) {
        return views.read(connection -> Sql.first(
                        connection,
                        "SELECT items FROM memory_counts WHERE kind = ?",
                        row -> row.getLong(1),
                        kind.code())
                .orElse(0L));
    }

    private void awaitAcknowledged() throws InterruptedException {
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
    }

    private List<MemoryItem> living(List<String> ids) {
        return views.read(connection -> ItemTable.living(connection, ids));
    }

    private static Stored stored(Connection views, List<String> ids) throws SQLException {
        long last = 0;
        for (MemoryItem item : ItemTable.ofIds(views, ids)) {
            last = Math.max(last, item.seq());
        }
        return new Stored(ids, last);
    }

    private static List<StoredItem> stored(List<NewItem> items, String by) {
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new MemoryException.Unacceptable(
                    "invalid_items", "A request stores 1 to %d items; found: %d.".formatted(MAX_ITEMS, items.size()));
        }
        return items.stream().map(item -> item.withId(ItemIds.random(), by)).toList();
    }

    private static List<ActivityEvent> events(List<NewItem> items, List<StoredItem> stored) {
        List<ActivityEvent> events = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            events.add(
                    items.get(i).kind() == ItemKind.FACT
                            ? new MemoryEvent.FactStored(stored.get(i))
                            : new MemoryEvent.MessageStored(stored.get(i)));
        }
        return events;
    }

    /**
     * What was stored.
     *
     * @param ids in the order of the items
     * @param seq the last record; what tells to have applied it holds them all
     */
    public record Stored(List<String> ids, long seq) {
        public Stored {
            ids = List.copyOf(ids);
        }
    }
}
