package dev.walden.api;

import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Spending;
import dev.walden.reasoning.Budget;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Tells what a test knows. */
final class ScriptedSpending implements Spending {

    @Override
    public LocalDate today() {
        return LocalDate.of(2026, 12, 31);
    }

    @Override
    public Figures of(Space space, LocalDate day, @Nullable String session) {
        return new Figures(
                new Budget("EUR", Cost.parse("1.5"), null),
                new Used(new Cost(day.getDayOfYear()), new TokenUsage(1_200, 34)),
                session == null ? null : new Used(new Cost(session.length()), new TokenUsage(5_600, 78)));
    }
}
