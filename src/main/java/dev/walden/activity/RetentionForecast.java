package dev.walden.activity;

import dev.walden.activity.StoredActivity.SegmentFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What retention would take out of a stored log, without taking it: the same choice as {@link Retention} makes, from the log alone.
 * Confined to its thread.
 */
public final class RetentionForecast {

    private static final Set<Class<?>> ENDS =
            Set.of(TaskEvent.TaskCompleted.class, TaskEvent.TaskFailed.class, TaskEvent.TaskCancelled.class);

    private final StoredActivity log;
    private final Map<String, Life> tasks = new HashMap<>();

    private RetentionForecast(StoredActivity log) {
        this.log = log;
    }

    /**
     * Reads the log twice.
     *
     * @param before tasks that ended in segments that were full by then expire
     */
    public static Forecast of(StoredActivity log, Instant before) {
        return new RetentionForecast(log).run(before);
    }

    private Forecast run(Instant before) {
        long through = lastBefore(before);
        log.read(log.first(), log.durable(), this::follow);
        Set<String> expired = tasks.entrySet().stream()
                .filter(task -> task.getValue().ended && task.getValue().last <= through)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        long[] going = new long[2];
        log.read(log.first(), through, entry -> {
            if (expired.contains(entry.task().orElse("")) && !staysWhole(entry)) {
                going[0]++;
                going[1] += entry.line().getBytes(StandardCharsets.UTF_8).length + 1;
            }
            return true;
        });
        return new Forecast(through, expired.size(), tasks.size(), going[0], going[1]);
    }

    private long lastBefore(Instant before) {
        long through = 0;
        List<SegmentFile> segments = log.segments();
        for (SegmentFile segment : segments.subList(Math.min(1, segments.size()), segments.size())) {
            if (segment.first() > log.durable() || !timeOf(segment).isBefore(before)) {
                break;
            }
            through = segment.first() - 1;
        }
        return through;
    }

    private Instant timeOf(SegmentFile segment) {
        List<Instant> found = new ArrayList<>(1);
        log.read(segment.first(), log.durable(), entry -> {
            found.add(entry.at());
            return false;
        });
        return found.getFirst();
    }

    private boolean follow(StoredRecord entry) {
        entry.task().ifPresent(task -> {
            Life life = tasks.computeIfAbsent(task, _ -> new Life());
            life.last = entry.seq();
            life.ended |= ENDS.contains(classOf(entry));
        });
        return true;
    }

    private static boolean staysWhole(StoredRecord entry) {
        return ExpiredRecords.STAYS.contains(classOf(entry));
    }

    private static Class<?> classOf(StoredRecord entry) {
        return EventTypes.CURRENT
                .named(entry.type())
                .<Class<?>>map(EventType::type)
                .orElse(Object.class);
    }

    private static final class Life {
        private long last;
        private boolean ended;
    }

    /**
     * What would go.
     *
     * @param through the last record of the last segment that would be thinned; 0 when none would be
     * @param tasks that would expire, among them those that have by now
     * @param allTasks that the log tells of
     * @param records that would be left out, or lose their words
     * @param bytes that these take while they are not packed
     */
    public record Forecast(long through, int tasks, int allTasks, long records, long bytes) {}
}
