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

    /**
     * Records looked at, from the last one back. A crash cuts a commit at the very end of the log, and this is done before the next start
     * records anything of its own. Behind the cut stands only what the log's upkeep says meanwhile, of words erased or tasks expired: a record
     * or two for each start that crashed before it came here. Where there was no room for the episode, which may use the reserve, there was
     * none for other records either. So who has more behind the last task has lost nothing; without a bound, each start after a crash would
     * read such a log of facts alone to its beginning.
     */
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
