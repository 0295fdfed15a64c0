package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.reasoning.Budget;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one space within its budgets. Thread-safe: what is asked for is compared with what is recorded and with what others are about to
 * record, and kept back, in one step. What is not recorded yet counts to whatever day it is, so that midnight opens no gap.
 */
final class SpaceBook {

    private static final int MOST_ACCOUNTS = 1_000;

    private final Space space;
    private final Budget budget;
    private final SpendingIndex index;
    private final ReentrantLock lock = new ReentrantLock();

    /** Kept back for intents that are being recorded. */
    private final Map<TaskId, Held> held = new HashMap<>();

    /** Days and sessions that were asked for lately. */
    private final Map<Object, Account> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Account> eldest) {
            return size() > MOST_ACCOUNTS;
        }
    };

    SpaceBook(Space space, Budget budget, SpendingIndex index) {
        this.space = space;
        this.budget = budget;
        this.index = index;
    }

    /** Keeps the money back, or says why not. */
    Optional<String> hold(TaskSubmitted task, Cost wanted, LocalDate today) {
        lock.lock();
        try {
            Optional<String> refusal = sessionExhausted(task.session(), wanted).or(() -> dayExhausted(today, wanted));
            if (refusal.isEmpty()) {
                held.put(task.task(), new Held(task.session(), wanted));
            }
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    /** What was held for the task is not needed, or counts as recorded already. */
    void release(TaskId task) {
        lock.lock();
        try {
            held.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what a record of a task of this session changed on a day; nothing is held for it any longer. */
    void recorded(TaskSubmitted task, LocalDate day, long seq, long micros) {
        lock.lock();
        try {
            held.remove(task.task());
            for (Object key : List.of(task.session(), day)) {
                Account account = accounts.get(key);
                if (account != null) {
                    account.apply(seq, micros);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> sessionExhausted(String session, Cost wanted) {
        Cost kept = heldOf(session);
        return exceeded(budget.perSession(), wanted, () -> account(session).plus(kept))
                .map(figures ->
                        "The budget for session %s of space %s does not cover the next model call: %s It does not renew; go on in another session, or raise walden.reasoning.budget.per-session."
                                .formatted(session, space, figures));
    }

    private Optional<String> dayExhausted(LocalDate today, Cost wanted) {
        Cost kept = heldOf(null);
        return exceeded(budget.perDay(), wanted, () -> account(today).plus(kept))
                .map(figures ->
                        "The budget of space %s for %s (UTC) does not cover the next model call: %s It renews at %sT00:00:00Z; submit the task again then, or raise walden.reasoning.budget.per-day."
                                .formatted(space, today, figures, today.plusDays(1)));
    }

    private Optional<String> exceeded(@Nullable Cost most, Cost wanted, Supplier<Cost> spent) {
        if (most == null) {
            return Optional.empty();
        }
        Cost before = spent.get();
        return before.plus(wanted).compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("of %s %s, %s are spent or reserved, and it may cost up to %s."
                        .formatted(most, budget.currency(), before, wanted));
    }

    private Cost account(Object key) {
        Account account = accounts.get(key);
        if (account == null) {
            account = new Account(
                    key instanceof LocalDate day
                            ? index.ofDay(space, day)
                            : index.ofSession(space, String.valueOf(key)));
            accounts.put(key, account);
        }
        return account.spent();
    }

    /** @param session null for all */
    private Cost heldOf(@Nullable String session) {
        Cost sum = Cost.NONE;
        for (Held each : held.values()) {
            sum = session == null || each.session().equals(session) ? sum.plus(each.cost()) : sum;
        }
        return sum;
    }

    private record Held(String session, Cost cost) {}
}
