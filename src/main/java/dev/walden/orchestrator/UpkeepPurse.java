package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.memory.UpkeepBudget;
import java.time.Instant;
import java.util.Optional;

/** Has the upkeep of memory pay out of the same budgets as tasks. Thread-safe. */
record UpkeepPurse(Ledger ledger) implements UpkeepBudget {

    @Override
    public Optional<String> hold(Space space, Cost reservation) {
        return ledger.hold(new Payer.OfUpkeep(space), reservation);
    }

    @Override
    public void recorded(Space space, Instant begun, long seq, long micros) {
        ledger.change(new Payer.OfUpkeep(space), begun, new Account.Change(seq, micros));
    }

    @Override
    public void release(Space space) {
        ledger.release(new Payer.OfUpkeep(space));
    }
}
