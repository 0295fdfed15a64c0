package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.ServiceStopped;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The episode of the task that ended last before this start. A crash may keep a task's end without the episode, which is the next record of the
 * same commit; nothing else would come to record it.
 */
final class LostEpisode {

    private static final Logger LOG = LoggerFactory.getLogger(LostEpisode.class);

    /** Behind a torn commit there is at most what starts have recorded that crashed, or could not write, before this was done. */
    private static final int FARTHEST = 64;

    private LostEpisode() {}

    /** Records it when it is not there. The views must hold all that is in the log. */
    static void makeGood(ActivityLog log, TaskIndex index) {
        try {
            Optional<Snapshot> ended = endedLast(log).filter(index::exists).flatMap(index::load);
            if (ended.isPresent()) {
                EpisodeRecorded episode = Ending.episode(ended.get().state());
                log.appendOutcome(List.of(episode));
                LOG.atInfo().addKeyValue("taskId", episode.task()).log("lost episode recorded");
            }
        } catch (RuntimeException e) { // a full disk or a task that cannot be read: no reason not to start
            LOG.atWarn().addKeyValue("error", e).log("not known whether a task lost its episode");
        }
    }

    /** The task whose end is the last that the log tells of any. */
    private static Optional<TaskId> endedLast(ActivityLog log) {
        long end = log.durable();
        for (long seq = end; seq > Math.max(0, end - FARTHEST); seq--) {
            for (RecordedEvent entry : log.read(List.of(seq))) {
                if (entry.event() instanceof TaskEvent event) {
                    return isEnd(event) ? Optional.of(event.task()) : Optional.empty();
                }
                if (entry.event() instanceof EpisodeRecorded || entry.event() instanceof ServiceStopped) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isEnd(TaskEvent event) {
        return event instanceof TaskEvent.TaskCompleted
                || event instanceof TaskEvent.TaskFailed
                || event instanceof TaskEvent.TaskCancelled;
    }
}
