package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.ServiceEvent.UpkeepCallFinished;
import dev.walden.activity.ServiceEvent.UpkeepCallStarted;
import dev.walden.activity.Space;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.ReasoningGateway.Sending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes model calls that belong to no task: what each may cost is in the log before it is made, and what it did cost behind it. One that is
 * cut short, or breaks, has no outcome, and cost what was reserved. Confined to the thread of the upkeep.
 */
final class UpkeepCalls {

    /** Code of a call that no budget covers. */
    static final String BUDGET_EXHAUSTED = "budget_exhausted";

    /** Code of a call that broke. */
    static final String ENGINE_ERROR = "engine_error";

    private final ActivityLog log;
    private final Supplier<UpkeepBudget> budgets;

    /** @param budgets asked for when there is a call to make: what has budgets is put together later */
    UpkeepCalls(ActivityLog log, Supplier<UpkeepBudget> budgets) {
        this.log = log;
        this.budgets = budgets;
    }

    /**
     * Makes a call once it is recorded.
     *
     * @param reserved what is recorded of it before
     */
    Reasoned make(Space space, String engine, String promptVersion, Sending reserved, Call call)
            throws InterruptedException {
        UpkeepBudget budget = budgets.get();
        Optional<String> refusal = budget.hold(space, reserved.reservation().cost());
        if (refusal.isPresent()) {
            return new Reasoned(engine, new Reply.Unavailable(BUDGET_EXHAUSTED, refusal.get()), TokenUsage.ZERO);
        }
        UpkeepCallStarted intent = new UpkeepCallStarted(
                ItemIds.random(),
                space,
                engine,
                promptVersion,
                reserved.fingerprint().digest(),
                reserved.reservation().tokens(),
                reserved.reservation().cost());
        Appended begun = begin(intent, budget);
        long since = System.nanoTime();
        Optional<Reasoned> made = call.make();
        if (made.isEmpty()) {
            return new Reasoned(
                    engine,
                    new Reply.Unavailable(ENGINE_ERROR, "The call broke, and what it cost is unknown."),
                    TokenUsage.ZERO);
        }
        Reasoned reasoned = made.get();
        Duration took = Duration.ofMillis((System.nanoTime() - since) / 1_000_000);
        Appended ended = log.appendOutcome(
                List.of(new UpkeepCallFinished(intent.call(), reasoned.usage(), reasoned.cost(), took)));
        long more = reasoned.cost().micros() - reserved.reservation().cost().micros();
        budget.recorded(space, begun.at(), ended.first(), more);
        return reasoned;
    }

    private Appended begin(UpkeepCallStarted intent, UpkeepBudget budget) {
        try {
            Appended begun = log.append(List.of(intent));
            budget.recorded(
                    intent.space(),
                    begun.at(),
                    begun.first(),
                    intent.reservedCost().micros());
            return begun;
        } finally {
            budget.release(intent.space());
        }
    }

    /** Asks the engine; empty when that broke, perhaps behind an answer. */
    @FunctionalInterface
    interface Call {
        Optional<Reasoned> make() throws InterruptedException;
    }
}
