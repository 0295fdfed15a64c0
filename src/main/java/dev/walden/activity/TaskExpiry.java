package dev.walden.activity;

import dev.walden.activity.ServiceEvent.TasksExpired;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows which tasks came to the end of their retention. Offered by the module that runs tasks; asked on any thread. */
public interface TaskExpiry {

    /**
     * The first records of tasks that ended, have no record behind {@code through} and have not expired.
     *
     * @param limit at most so many, the lowest first
     */
    List<Long> due(long through, int limit, Connection views) throws SQLException;

    /** The tasks begun by record {@code through} that have not expired. */
    Set<TaskId> kept(long through, Connection views) throws SQLException;

    /** The newest expiry. */
    Optional<Expired> newest(Connection views) throws SQLException;

    /**
     * What a record says of expired tasks.
     *
     * @param at when it was written
     */
    record Expired(TasksExpired event, Instant at) {}
}
