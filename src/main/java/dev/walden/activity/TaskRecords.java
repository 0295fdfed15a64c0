package dev.walden.activity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Knows which records are a task's. Offered by the module that runs tasks; asked on any thread. */
public interface TaskRecords {

    /** Their sequence numbers, in order; empty while the task has not ended. Of an unknown task, none. */
    Optional<List<Long>> ofEnded(TaskId task, Connection views) throws SQLException;

    /** Those of a task that may still run, in order; of an unknown task, or where nobody knows of running ones, none. */
    default List<Long> soFar(TaskId task, Connection views) throws SQLException {
        return List.of();
    }
}
