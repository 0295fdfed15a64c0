package dev.walden.orchestrator;

import dev.walden.conversation.Cost;
import dev.walden.orchestrator.Account.Change;
import dev.walden.reasoning.Budget;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps spaces within their budgets. Thread-safe: what is asked for is compared with what is recorded and with what others are about to
 * record, and kept back, in one step. What is not recorded yet counts to whatever day it is, so that midnight opens no gap. The views are
 * asked without the lock: who waits for them holds up nobody.
 */
final class Book {

    /** Far more than tasks that run: one that is in use is not dropped. */
    private static final int MOST_ACCOUNTS = 20_000;

    private final Budget budget;
    private final Function<Scope, SpendingIndex.Sum> sums;
    private final ReentrantLock lock = new ReentrantLock();

    /** Kept back for intents that are being recorded. */
    private final Map<Payer, Cost> held = new HashMap<>();

    /** What was asked for lately. */
    private final Map<Scope, Account> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, Account> eldest) {
            return size() > MOST_ACCOUNTS;
        }
    };

    Book(Budget budget, Function<Scope, SpendingIndex.Sum> sums) {
        this.budget = budget;
        this.sums = sums;
    }

    /** Asks the views for what is not known yet. */
    void open(Payer payer, LocalDate today) {
        for (Scope scope : payer.scopes(budget, today)) {
            Account account = unknown(scope);
            if (account != null) {
                begin(scope, account);
            }
        }
    }

    private @Nullable Account unknown(Scope scope) {
        lock.lock();
        try {
            Account account = accounts.computeIfAbsent(scope, _ -> new Account());
            return account.spent() == null ? account : null;
        } finally {
            lock.unlock();
        }
    }

    private void begin(Scope scope, Account account) {
        SpendingIndex.Sum known = null;
        try {
            known = sums.apply(scope);
        } finally {
            lock.lock();
            try {
                if (known == null) {
                    accounts.remove(scope, account);
                } else {
                    account.begin(known);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Keeps the money back, or says why not. */
    Optional<String> hold(Payer payer, Cost wanted, LocalDate today) {
        while (true) {
            open(payer, today);
            lock.lock();
            try {
                if (payer.scopes(budget, today).stream().allMatch(scope -> spent(scope) != null)) {
                    Optional<String> refusal = refusal(payer, wanted, today);
                    if (refusal.isEmpty()) {
                        held.put(payer, wanted);
                    }
                    return refusal;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** What was held for it is not needed, or counts as recorded already. */
    void release(Payer payer) {
        lock.lock();
        try {
            held.remove(payer);
        } finally {
            lock.unlock();
        }
    }

    /** Takes over the record of what was held for it, which counts as spent from here on. */
    void recorded(Payer payer, LocalDate day, Change change) {
        lock.lock();
        try {
            held.remove(payer);
            settled(payer, day, change);
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what an earlier call really cost. What is held for the next one stays so: its own record is still to come. */
    void settled(Payer payer, LocalDate day, Change change) {
        lock.lock();
        try {
            for (Scope scope : payer.scopes(budget, day)) {
                Account account = accounts.get(scope);
                if (account != null) {
                    account.apply(change);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Cost spent(Scope scope) {
        Account account = accounts.get(scope);
        return account == null ? null : account.spent();
    }

    private Optional<String> refusal(Payer payer, Cost wanted, LocalDate today) {
        return payer.scopes(budget, today).stream()
                .flatMap(scope -> refusal(scope, wanted).stream())
                .findFirst();
    }

    private Optional<String> refusal(Scope scope, Cost wanted) {
        return switch (scope) {
            case Scope.OfSession(var space, String session) ->
                exceeded(budget.perSession(), scope, wanted)
                        .map(figures ->
                                "The budget for session %s of space %s does not cover the next model call: %s It does not renew; go on in another session, or raise walden.reasoning.budget.per-session."
                                        .formatted(session, space, figures));
            case Scope.OfDay(var space, LocalDate day) ->
                exceeded(budget.perDay(), scope, wanted)
                        .map(figures ->
                                "The budget of space %s for %s (UTC) does not cover the next model call: %s It renews at %sT00:00:00Z; submit the task again then, or raise walden.reasoning.budget.per-day."
                                        .formatted(space, day, figures, day.plusDays(1)));
        };
    }

    private Optional<String> exceeded(@Nullable Cost most, Scope scope, Cost wanted) {
        Cost spent = spent(scope);
        if (most == null || spent == null) {
            return Optional.empty();
        }
        Cost before = spent.plus(heldOf(scope));
        return before.plus(wanted).compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("of %s %s, %s are spent or reserved, and it may cost up to %s."
                        .formatted(most, budget.currency(), before, wanted));
    }

    private Cost heldOf(Scope scope) {
        Cost sum = Cost.NONE;
        for (Map.Entry<Payer, Cost> each : held.entrySet()) {
            sum = each.getKey().paysFor(scope) ? sum.plus(each.getValue()) : sum;
        }
        return sum;
    }
}
