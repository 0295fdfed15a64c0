package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.Account.Change;
import dev.walden.reasoning.Budget;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What spaces spend and may spend. The records are the truth: it holds nothing that a restart would lose. Thread-safe. */
final class Ledger implements Purse, Spending {

    private final Budget budget;
    private final SpendingIndex index;
    private final InstantSource clock;
    private final boolean bounded;
    private final Book book;

    Ledger(Budget budget, SpendingIndex index, InstantSource clock) {
        this.budget = budget;
        this.index = index;
        this.clock = clock;
        this.bounded = budget.perDay() != null || budget.perSession() != null;
        this.book = new Book(budget, index::of);
    }

    @Override
    public void open(TaskSubmitted task) {
        if (bounded) {
            book.open(task, today());
        }
    }

    @Override
    public Optional<String> hold(TaskSubmitted task, Cost reservation) {
        return bounded && !reservation.isNone() ? book.hold(task, reservation, today()) : Optional.empty();
    }

    @Override
    public void release(TaskSubmitted task) {
        if (bounded) {
            book.release(task.task());
        }
    }

    /**
     * Takes over what a record says, once it is durable.
     *
     * @param before the task before the record
     */
    void recorded(Snapshot before, RecordedEvent entry) {
        if (bounded && entry.event() instanceof TaskEvent event) {
            for (TaskEvent part : event.parts()) {
                if (part instanceof ReasoningStarted started) {
                    change(
                            before,
                            entry.seq(),
                            entry.at(),
                            started.reservedCost().micros());
                } else if (part instanceof ReasoningFinished finished) {
                    settle(before, entry, finished.cost());
                }
            }
        }
    }

    /** A call counts to the day on which it was begun. */
    private void settle(Snapshot before, RecordedEvent entry, Cost cost) {
        Cost open = before.state().progress().usage().money().open();
        Instant begun = before.timeline().asked();
        Instant at = open.isNone() || begun == null ? entry.at() : begun;
        change(before, entry.seq(), at, cost.micros() - open.micros());
    }

    private void change(Snapshot task, long seq, Instant at, long micros) {
        TaskSubmitted submission = task.state().progress().submission();
        book.recorded(submission, SpendingTable.day(at), new Change(seq, micros));
    }

    @Override
    public LocalDate today() {
        return SpendingTable.day(clock.instant());
    }

    @Override
    public Figures of(Space space, LocalDate day, @Nullable String session) {
        return new Figures(
                budget,
                index.of(new Scope.OfDay(space, day)).cost(),
                session == null
                        ? null
                        : index.of(new Scope.OfSession(space, session)).cost());
    }
}
