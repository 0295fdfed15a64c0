package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.Account.Change;
import dev.walden.reasoning.Budget;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What spaces spend and may spend. The records are the truth: it holds nothing that a restart would lose. Thread-safe. */
final class Ledger implements Spending {

    private final Budget budget;
    private final Function<Scope, SpendingIndex.Sum> sums;
    private final InstantSource clock;
    private final boolean bounded;
    private final Book book;

    /** @param sums what the views know */
    Ledger(Budget budget, Function<Scope, SpendingIndex.Sum> sums, InstantSource clock) {
        this.budget = budget;
        this.sums = sums;
        this.clock = clock;
        this.bounded = budget.perDay() != null || budget.perSession() != null;
        this.book = new Book(budget, sums);
    }

    /** Looks up what {@link #hold} needs to know of the budgets, so that it does not wait. Waits for the views. */
    void open(Payer payer) {
        if (bounded) {
            book.open(payer, today());
        }
    }

    /**
     * Keeps money back for a model call that is about to be recorded.
     *
     * @return why it cannot be had, for people; empty when it is kept
     */
    Optional<String> hold(Payer payer, Cost reservation) {
        return bounded && !reservation.isNone() ? book.hold(payer, reservation, today()) : Optional.empty();
    }

    /** Gives back what was kept and was not recorded. */
    void release(Payer payer) {
        if (bounded) {
            book.release(payer);
        }
    }

    /**
     * Takes over what a record says, once it is durable.
     *
     * @param before the task before the record
     */
    void recorded(Payer payer, Snapshot before, RecordedEvent entry) {
        if (bounded && entry.event() instanceof TaskEvent event) {
            for (TaskEvent part : event.parts()) {
                if (part instanceof ReasoningStarted started) {
                    change(
                            payer,
                            entry.at(),
                            new Change(entry.seq(), started.reservedCost().micros()));
                } else if (part instanceof ReasoningFinished finished) {
                    settle(payer, before, entry, finished);
                }
            }
        }
    }

    /** A call counts to the day on which it was begun. */
    private void settle(Payer payer, Snapshot before, RecordedEvent entry, ReasoningFinished finished) {
        Cost open = before.state().progress().usage().money().open();
        Instant begun = before.timeline().asked();
        Instant at = open.isNone() || begun == null ? SpendingTable.begun(entry, finished) : begun;
        book.settled(
                payer,
                SpendingTable.day(at),
                new Change(entry.seq(), finished.cost().micros() - open.micros()));
    }

    /**
     * Takes over what a durable record changed, and that nothing is kept for it any longer.
     *
     * @param at when the call was begun
     */
    void change(Payer payer, Instant at, Change change) {
        if (bounded) {
            book.recorded(payer, SpendingTable.day(at), change);
        }
    }

    @Override
    public LocalDate today() {
        return SpendingTable.day(clock.instant());
    }

    @Override
    public Figures of(Space space, LocalDate day, @Nullable String session) {
        return new Figures(
                budget,
                sums.apply(new Scope.OfDay(space, day)).used(),
                session == null
                        ? null
                        : sums.apply(new Scope.OfSession(space, session)).used());
    }
}
