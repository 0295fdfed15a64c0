package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;

/** What a transaction changes and its end writes; all else is written at once. Confined to the thread of the views. */
record Changes(TaskChanges tasks, Totals totals) {

    Changes() {
        this(new TaskChanges(), new Totals());
    }

    void flush(Connection views) throws SQLException {
        tasks.flush(views);
        totals.flush(views);
    }

    /** Forgets what was not written. */
    void rolledBack() {
        tasks.rolledBack();
        totals.clear();
    }
}
