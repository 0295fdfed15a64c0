package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last commit of the process before this one, unless that ended orderly: the only one of which a crash may have kept the first records
 * and lost the others. What starts record, this one or others that crashed, lies behind it.
 */
final class LastCommit {

    private static final int AT_ONCE = 256;
    /** More than the records of one commit and of some starts; what is longer ago was whole, or others are recorded behind it. */
    private static final int FARTHEST = 8_192;

    private LastCommit() {}

    /** In order; nothing when the process before has stopped. */
    static List<RecordedEvent> of(ActivityLog log) {
        List<RecordedEvent> commit = new ArrayList<>();
        @Nullable Instant at = null;
        long end = log.durable();
        for (long to = end; to > Math.max(0, end - FARTHEST); to -= AT_ONCE) {
            List<Long> seqs = LongStream.rangeClosed(Math.max(1, to - AT_ONCE + 1), to)
                    .boxed()
                    .toList();
            for (RecordedEvent entry : log.read(seqs).reversed()) {
                if (at == null && entry.event() instanceof ServiceEvent.ServiceStopped) {
                    return List.of();
                }
                if (at == null && !(entry.event() instanceof ServiceEvent)) {
                    at = entry.at();
                }
                if (at != null && !at.equals(entry.at())) {
                    return commit.reversed();
                }
                if (at != null) {
                    commit.add(entry);
                }
            }
        }
        return commit.reversed();
    }
}
