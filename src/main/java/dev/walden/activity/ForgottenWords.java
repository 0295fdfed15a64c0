package dev.walden.activity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Knows whose words were forgotten and are still in the log. Offered by the module that keeps them; asked on any thread. */
public interface ForgottenWords {

    /** What was forgotten since words were erased last, oldest first: so many, and more where one record forgot several. */
    List<Forgotten> pending(Connection views, int number) throws SQLException;

    /**
     * Something that was forgotten.
     *
     * @param since the record by which it was
     * @param item the record that stored an item or told of an episode, if there is one
     * @param task the task whose words these are, if they are a task's
     */
    record Forgotten(long since, Optional<Long> item, Optional<TaskId> task) {}
}
