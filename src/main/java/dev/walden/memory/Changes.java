package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;

/** What a transaction changes and its end writes or tells; all else is written at once. Confined to the thread of the views. */
record Changes(TaskChanges tasks, Totals totals, ProcedureNews procedures, Uses uses) {

    Changes() {
        this(new TaskChanges(), new Totals(), new ProcedureNews(), new Uses());
    }

    void flush(Connection views) throws SQLException {
        tasks.flush(views);
        totals.flush(views);
        uses.flush(views);
    }

    /** Forgets what was not written. */
    void rolledBack() {
        tasks.rolledBack();
        totals.clear();
        procedures.rolledBack();
        uses.rolledBack();
    }
}
