package dev.walden.orchestrator;

import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The records of tasks, for those who erase words; of an expired task those two that memory still needs. Stateless. */
final class EndedTaskRecords implements TaskRecords {

    @Override
    public Optional<List<Long>> ofEnded(TaskId task, Connection views) throws SQLException {
        String sql = "SELECT state, records, first_seq, ended_seq FROM task WHERE id = ?";
        try (PreparedStatement select = views.prepareStatement(sql)) {
            select.setString(1, task.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.of(List.of());
                }
                if (row.getString(1).equals(TaskProjection.OPEN)) {
                    return Optional.empty();
                }
                SortedSet<Long> seqs = new TreeSet<>(RecordNumbers.of(row.getString(2)));
                seqs.add(row.getLong(3));
                seqs.add(row.getLong(4));
                return Optional.of(List.copyOf(seqs));
            }
        }
    }

    @Override
    public List<Long> soFar(TaskId task, Connection views) throws SQLException {
        try (PreparedStatement select = views.prepareStatement("SELECT records FROM task WHERE id = ?")) {
            select.setString(1, task.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? RecordNumbers.of(row.getString(1)) : List.of();
            }
        }
    }
}
