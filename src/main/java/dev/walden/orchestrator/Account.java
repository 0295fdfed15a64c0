package dev.walden.orchestrator;

import dev.walden.conversation.Cost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was spent of one budget: what the views knew at some record, and every later one. None is counted twice, whether it came before or after
 * the views were asked, and an account can be dropped and begun again at any time. Guarded by the lock of its {@link Book}.
 */
final class Account {

    private final List<Change> early = new ArrayList<>();
    private long asOf;
    private @Nullable Cost spent;

    /** Null until the views have told. */
    @Nullable
    Cost spent() {
        return spent;
    }

    /** Takes what the views know; only the first time counts. */
    void begin(SpendingIndex.Sum known) {
        if (spent == null) {
            asOf = known.asOf();
            spent = known.used().cost();
            early.forEach(this::apply);
            early.clear();
        }
    }

    /** Takes what a record changed. */
    void apply(Change change) {
        if (spent == null) {
            early.add(change);
        } else if (change.seq() > asOf) {
            spent = new Cost(Math.clamp(spent.micros() + change.micros(), 0, Cost.MOST.micros()));
        }
    }

    /** Of one record. */
    record Change(long seq, long micros) {}
}
