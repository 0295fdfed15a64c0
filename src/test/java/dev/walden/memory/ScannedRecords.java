package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskRecords;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The records of tasks, ended or not, found by reading all of the log. */
record ScannedRecords(ActivityLog log) implements TaskRecords {

    @Override
    public Optional<List<Long>> ofEnded(TaskId task, Connection views) {
        return Optional.of(soFar(task, views));
    }

    @Override
    public List<Long> soFar(TaskId task, Connection views) {
        return log.read(LongStream.rangeClosed(1, log.durable()).boxed().toList()).stream()
                .filter(entry ->
                        entry.event() instanceof TaskEvent event && event.task().equals(task))
                .map(RecordedEvent::seq)
                .toList();
    }
}
