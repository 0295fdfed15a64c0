package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.reasoning.Budget;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Whose model calls are to be paid, one at a time. */
sealed interface Payer {

    /** What bounds a call of a day, where there is a budget for it. */
    List<Scope> scopes(Budget budget, LocalDate day);

    /** Whether what it has kept back counts there. */
    boolean paysFor(Scope scope);

    /**
     * A task.
     *
     * @param account the session whose budget they count against: of a sub-task, that of the task that was submitted
     */
    record OfTask(TaskId task, SessionKey account) implements Payer {

        @Override
        public List<Scope> scopes(Budget budget, LocalDate day) {
            List<Scope> scopes = new ArrayList<>(2);
            if (budget.perSession() != null) {
                scopes.add(new Scope.OfSession(account.space(), account.session()));
            }
            if (budget.perDay() != null) {
                scopes.add(new Scope.OfDay(account.space(), day));
            }
            return scopes;
        }

        @Override
        public boolean paysFor(Scope scope) {
            return switch (scope) {
                case Scope.OfSession(var space, String session) -> account.equals(new SessionKey(space, session));
                case Scope.OfDay(var space, var _) -> account.space().equals(space);
            };
        }
    }

    /** What keeps the memory of a space in order. */
    record OfUpkeep(Space space) implements Payer {

        @Override
        public List<Scope> scopes(Budget budget, LocalDate day) {
            return budget.perDay() == null ? List.of() : List.of(new Scope.OfDay(space, day));
        }

        @Override
        public boolean paysFor(Scope scope) {
            return scope instanceof Scope.OfDay(var of, var _) && of.equals(space);
        }
    }
}
