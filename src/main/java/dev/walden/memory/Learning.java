package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import dev.walden.memory.MemoryItems.Stored;
import dev.walden.memory.semantic.Assertion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is to be kept, once facts are held against those that memory has. What is decided is recorded, and the tables only apply
 * it. Thread-safe: of one space, one request with facts is decided and written at a time; messages wait for nobody.
 */
final class Learning {

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final InstantSource clock;
    private final SpaceLocks locks;
    /** Time does not step back for what is said one after the other, whatever the clock does. */
    private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

    Learning(ActivityLog log, Views views, InstantSource clock, SpaceLocks locks) {
        this.log = log;
        this.views = views;
        this.clock = clock;
        this.locks = locks;
    }

    /**
     * Writes all as one commit, in order.
     *
     * @throws MemoryException.Unacceptable when a task was shown what has been taken back since
     * @param more what to write behind it, of the ids under which memory has the items
     */
    Stored learn(List<Told> told, Function<List<String>, List<ActivityEvent>> more) throws InterruptedException {
        List<Space> spaces = told.stream()
                .filter(one -> one.kind() == ItemKind.FACT)
                .map(one -> one.item().space())
                .distinct()
                .toList();
        if (spaces.isEmpty()) {
            List<ActivityEvent> events = new ArrayList<>(told.size());
            told.forEach(one -> events.add(new MemoryEvent.MessageStored(one.item())));
            return written(told.stream().map(one -> one.item().id()).toList(), events, more);
        }
        return locks.holding(spaces, () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            refuseUndone(told);
            Instant now = now();
            List<String> ids = new ArrayList<>();
            List<ActivityEvent> events = views.read(connection -> decided(connection, told, now, ids));
            return written(ids, events, more);
        });
    }

    /** While the lock is held nobody takes anything back. */
    private void refuseUndone(List<Told> told) {
        for (Told one : told) {
            if (views.read(connection -> UndoneTable.holds(connection, one))) {
                throw new MemoryException.Unacceptable(
                        "source_undone",
                        "Nothing was remembered: what this task was shown of a source has been taken back since.");
            }
        }
    }

    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return latest.accumulateAndGet(now, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** What is known already takes no record; then the last one that is durable holds all. */
    private Stored written(
            List<String> ids, List<ActivityEvent> events, Function<List<String>, List<ActivityEvent>> more) {
        List<ActivityEvent> all = new ArrayList<>(events);
        all.addAll(more.apply(ids));
        return new Stored(ids, all.isEmpty() ? log.durable() : log.append(all).last());
    }

    private static List<ActivityEvent> decided(Connection views, List<Told> told, Instant now, List<String> ids)
            throws SQLException {
        Map<Space, FactBook> books = new HashMap<>();
        List<ActivityEvent> events = new ArrayList<>();
        for (Told one : told) {
            if (one.kind() == ItemKind.FACT) {
                Told believed = believed(views, one);
                FactBook book = books.computeIfAbsent(one.item().space(), space -> new FactBook(views, space));
                ids.add(new FactRuling(believed, claim(believed, now)).decide(book, events));
            } else {
                events.add(new MemoryEvent.MessageStored(one.item()));
                ids.add(one.item().id());
            }
        }
        return events;
    }

    /** As the view will: what a task keeps after it was shown words from outside may be those words. */
    private static Told believed(Connection views, Told told) throws SQLException {
        Optional<TaskId> task = Erasure.task(told.item().source());
        boolean distrusted = task.isPresent()
                && Sql.first(
                                views,
                                "SELECT 1 FROM memory_tasks WHERE task = ? AND trusted = 0",
                                row -> 1,
                                task.get().value())
                        .isPresent();
        return distrusted ? told.distrusted() : told;
    }

    private static Claim claim(Told told, Instant now) {
        StoredItem item = told.item();
        FactTerms terms = told.terms();
        Optional<Assertion> said = Assertion.of(item.text(), item.speaker());
        Instant observed = item.observedAt() == null ? now : item.observedAt();
        if (terms == null) {
            return claim(said, observed, null, told.from());
        }
        Instant from = terms.validFrom() == null ? observed : terms.validFrom();
        List<String> origins = terms.source() == null ? told.from() : List.of(terms.source());
        if (terms.subject() == null || terms.attribute() == null) {
            return claim(said, from, terms.validTo(), origins);
        }
        return new Claim(
                Assertion.normal(terms.subject()), Assertion.normal(terms.attribute()), from, terms.validTo(), origins);
    }

    private static Claim claim(Optional<Assertion> said, Instant from, @Nullable Instant to, List<String> origins) {
        return new Claim(
                said.map(Assertion::subject).orElse(null),
                said.map(Assertion::attribute).orElse(null),
                from,
                to,
                origins);
    }
}
