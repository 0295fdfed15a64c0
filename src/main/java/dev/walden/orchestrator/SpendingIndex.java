package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Spending.Used;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;

/** Sums what was spent, from the views. Thread-safe. Sees everything acknowledged. */
final class SpendingIndex {

    private static final Duration VIEWS_PATIENCE = Duration.ofSeconds(10);

    /** One statement, so that sums and position are of the same moment. */
    private static final String SUM =
            "SELECT (SELECT applied FROM position), SUM(micros), SUM(input_tokens), SUM(output_tokens) FROM (";

    private static final String OF_TASKS = "SELECT spending.micros, spending.input_tokens, spending.output_tokens"
            + " FROM spending JOIN task ON task.first_seq = spending.task WHERE task.space = ?1 AND ";

    private static final String OF_DAY = SUM + OF_TASKS + "spending.day = ?2 UNION ALL"
            + " SELECT micros, input_tokens, output_tokens FROM upkeep_call WHERE space = ?1 AND day = ?2)";

    /** Two searches of an index each: a sub-task has a session of its own, which pays nothing. */
    private static final String OF_SESSION =
            SUM + OF_TASKS + "((task.session = ?2 AND task.account IS NULL) OR task.account = ?2))";

    private final ActivityLog log;
    private final Views views;

    SpendingIndex(ActivityLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    /** What was spent on calls that were begun on the day, those of no task among them, or on tasks of the session with their sub-tasks. */
    Sum of(Scope scope) {
        return switch (scope) {
            case Scope.OfDay(Space space, LocalDate day) -> sum(OF_DAY, space, day.toEpochDay());
            case Scope.OfSession(Space space, String session) -> sum(OF_SESSION, space, session);
        };
    }

    private Sum sum(String sql, Space space, Object which) {
        catchUp();
        return views.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, space.name());
                select.setObject(2, which);
                try (ResultSet row = select.executeQuery()) {
                    Cost cost = new Cost(Math.min(Cost.MOST.micros(), row.getLong(2)));
                    return new Sum(row.getLong(1), new Used(cost, new TokenUsage(row.getLong(3), row.getLong(4))));
                }
            }
        });
    }

    private void catchUp() {
        try {
            log.awaitApplied(log.durable(), VIEWS_PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewsBehind("The wait for the views was interrupted.");
        }
    }

    /**
     * What the records up to one of them say.
     *
     * @param asOf the last of them
     */
    record Sum(long asOf, Used used) {}
}
