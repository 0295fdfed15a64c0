package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.ServiceEvent.IdempotencyKeyUsed;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Stores, finds and erases items. Thread-safe; what returns is durable. */
public final class MemoryItems {

    /** The most items of one request. */
    public static final int MAX_ITEMS = 1_000;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final IdempotencyKeys keys;
    private final Learning learning;
    private final DocumentWrites documents;
    private final MemoryMetrics metrics;

    MemoryItems(
            ActivityLog log,
            Views views,
            IdempotencyKeys keys,
            Learning learning,
            DocumentWrites documents,
            MemoryMetrics metrics) {
        this.log = log;
        this.views = views;
        this.documents = documents;
        this.keys = keys;
        this.learning = learning;
        this.metrics = metrics;
    }

    /**
     * Stores items as one commit, in order. A fact that memory holds already is not stored again but confirmed, and one that says
     * otherwise than another ends it, see docs/memory/semantic.md.
     *
     * @param by {@code key:ID}
     * @throws MemoryException.Unacceptable when there are none or too many
     * @throws dev.walden.activity.ActivityException.ViewsBehind when it cannot be known in time what memory holds
     */
    public Stored store(List<NewItem> items, String by) throws InterruptedException {
        demand(items);
        List<String> ids = items.stream().map(_ -> ItemIds.random()).toList();
        return learning.learn(told(items, ids, by, false), _ -> List.of());
    }

    /**
     * As {@link #store(List, String)}, but once only: a repeated request gives what the first one stored, and stores what a crash kept that
     * from storing.
     *
     * @throws dev.walden.activity.ActivityException.IdempotencyConflict when the key was used for something else
     */
    public Stored store(List<NewItem> items, String by, IdempotencyKeys.Request request) throws InterruptedException {
        demand(items);
        String ids = keys.once(request, claim -> {
            KeyedBatch batch =
                    views.read(connection -> KeyedBatch.of(connection, request, keys.period(), items.size()));
            return learned(batch, told(items, batch.ids(), by, true), claim);
        });
        awaitAcknowledged();
        return views.read(connection -> stored(connection, List.of(ids.split(" "))));
    }

    private String learned(KeyedBatch batch, List<Told> told, Function<String, IdempotencyKeyUsed> claim) {
        try {
            Stored stored =
                    learning.learn(batch.missing(told), ids -> List.of(claim.apply(String.join(" ", batch.with(ids)))));
            return String.join(" ", batch.with(stored.ids()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewsBehind(
                    "The wait for what memory holds was interrupted; nothing was stored.");
        }
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
     * The item of this id unless somebody forgot it: one that was too old has no words, but others may have repeated them. Sees everything
     * acknowledged before the call.
     *
     * @throws dev.walden.activity.ActivityException.ViewsBehind when the views do not catch up in time
     */
    public Optional<MemoryItem> findForgettable(String id) throws InterruptedException {
        awaitAcknowledged();
        return forgettable(List.of(id)).stream().findFirst();
    }

    /**
     * What memory knows of a living fact beside its words; empty for other items. Sees everything acknowledged before the call.
     *
     * @throws dev.walden.activity.ActivityException.ViewsBehind when the views do not catch up in time
     */
    public Optional<FactDetails> details(String id) throws InterruptedException {
        awaitAcknowledged();
        return views.read(connection -> FactDetails.of(connection, id));
    }

    /**
     * Erases those of these items that live in the space, or were too old, with the turns and episodes of the tasks that are known to hold
     * their words; by {@code retention} those that live, alone.
     *
     * @param reason for people
     * @param by {@code task:ID/CALL}, {@code key:ID} or {@code retention}, see {@link MemoryEvent.ContentErased}
     * @return the items erased, as they were
     */
    public List<MemoryItem> erase(Space space, List<String> ids, String reason, String by) throws InterruptedException {
        return documents.alone(() -> {
            boolean aged = by.equals(MemoryEvent.ContentErased.RETENTION);
            List<MemoryItem> items = (aged ? living(ids) : forgettable(ids))
                    .stream().filter(item -> item.space().equals(space)).toList();
            if (!items.isEmpty()) {
                List<String> found = items.stream().map(MemoryItem::id).toList();
                List<ActivityEvent> events = new ArrayList<>();
                events.add(new MemoryEvent.ContentErased(space, found, reason, by));
                events.addAll(documents.without(items));
                log.append(events);
                metrics.erased(found.size());
            }
            return items;
        });
    }

    /**
     * Stores a fact that a tool call came to know, unless the call has stored it before or it is known.
     *
     * @return the id under which memory has it
     */
    String storeFact(Told fact) throws InterruptedException {
        awaitAcknowledged();
        List<String> id = List.of(fact.item().id());
        if (views.read(connection -> ItemTable.ofIds(connection, id)).isEmpty()) {
            return learning.learn(List.of(fact), _ -> List.of()).ids().getFirst();
        }
        return id.getFirst();
    }

    /** What a tool call erased when it ran before; empty when it did not. */
    Optional<List<String>> erasedBy(String by) throws InterruptedException {
        awaitAcknowledged();
        return views.read(connection -> ErasedBy.items(connection, by));
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

    private List<MemoryItem> forgettable(List<String> ids) {
        return views.read(connection -> ItemTable.forgettable(connection, ids));
    }

    private static Stored stored(Connection views, List<String> ids) throws SQLException {
        long last = 0;
        for (MemoryItem item : ItemTable.ofIds(views, ids)) {
            last = Math.max(last, item.seq());
        }
        return new Stored(ids, last);
    }

    private static void demand(List<NewItem> items) {
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new MemoryException.Unacceptable(
                    "invalid_items", "A request stores 1 to %d items; found: %d.".formatted(MAX_ITEMS, items.size()));
        }
    }

    private static List<Told> told(List<NewItem> items, List<String> ids, String by, boolean keyed) {
        List<Told> told = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            told.add(Told.of(items.get(i), items.get(i).withId(ids.get(i), by), keyed));
        }
        return told;
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
