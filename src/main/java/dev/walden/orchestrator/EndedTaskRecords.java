package dev.walden.orchestrator;

import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of tasks, for those who erase words; of an expired task those two that memory still needs. Stateless. */
final class EndedTaskRecords implements TaskRecords {

    @Override
    public Optional<List<Long>> ofEnded(TaskId task, Connection views) throws SQLException {
        String sql = "SELECT t.state, r.seq FROM task t JOIN task_record r ON r.task = t.first_seq WHERE t.id = ?1"
                + " UNION SELECT state, first_seq FROM task WHERE id = ?1"
                + " UNION SELECT state, ended_seq FROM task WHERE id = ?1 AND ended_seq IS NOT NULL ORDER BY 2";
        try (PreparedStatement select = views.prepareStatement(sql)) {
            select.setString(1, task.value());
            try (ResultSet rows = select.executeQuery()) {
                List<Long> seqs = new ArrayList<>();
                while (rows.next()) {
                    if (rows.getString(1).equals(TaskProjection.OPEN)) {
                        return Optional.empty();
                    }
                    seqs.add(rows.getLong(2));
                }
                return Optional.of(seqs);
            }
        }
    }
}
