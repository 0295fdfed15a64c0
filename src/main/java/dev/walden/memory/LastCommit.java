package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.activity.MemoryEvent.DocumentRefused;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided in the last commit of the process before this one, unless that ended orderly: the only one of which a crash may have
 * kept the first records and lost the others. What starts record, this one or others that crashed, lies behind it; also consequences
 * alone, as they are when a start made it good, and perhaps crashed over that.
 */
final class LastCommit {

    private static final Logger LOG = LoggerFactory.getLogger(LastCommit.class);

    /** More than the records of one commit and of some starts; what is longer ago was whole, or others are recorded behind it. */
    private static final int FARTHEST = 8_192;
    /** Of consequences alone: more than some starts record. */
    private static final int MOST_PASSED = 16;

    private final List<RecordedEvent> decisions = new ArrayList<>();
    private @Nullable Instant at;
    private boolean found;
    private int passed;

    private LastCommit() {}

    /** In order; nothing when the process before has stopped. What lies before a record that cannot be read is let be. */
    static List<RecordedEvent> of(ActivityLog log) {
        LastCommit last = new LastCommit();
        long end = log.durable();
        long seq = end;
        try { // one by one: there may be whole documents among them
            while (seq > Math.max(0, end - FARTHEST)
                    && log.read(List.of(seq)).stream().allMatch(last::goesOnBefore)) {
                seq--;
            }
        } catch (ActivityException.Unreadable | ActivityException.KeyUnusable lost) {
            LOG.atWarn()
                    .addKeyValue("seq", seq)
                    .addKeyValue("error", lost.getMessage())
                    .log("half decisions of memory not looked for before a record that cannot be read");
        }
        return last.decisions.reversed();
    }

    /** Whether more of it may lie before this record. */
    private boolean goesOnBefore(RecordedEvent entry) {
        ActivityEvent event = entry.event();
        if (event instanceof ServiceEvent) {
            return !found && !(event instanceof ServiceEvent.ServiceStopped);
        }
        if (!entry.at().equals(at)) {
            if (found || passed++ > MOST_PASSED) {
                return false;
            }
            at = entry.at();
        }
        found |= !isConsequence(event);
        if (event instanceof FactStored || event instanceof FactConfirmed || event instanceof ContentErased) {
            decisions.add(entry);
        }
        return true;
    }

    private static boolean isConsequence(ActivityEvent event) {
        return event instanceof FactSuperseded
                || event instanceof FactDisputed
                || event instanceof DocumentIngested
                || event instanceof DocumentRefused;
    }
}
