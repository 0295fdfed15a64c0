package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Views;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks behind the log for what tasks do again and again, and for learned procedures that fail, on a thread of its own that goes
 * after others, and rests a hundred times as long as it works, but no longer than a minute. What it decides is recorded; all else it
 * knows is in the views. So a process that was killed looks again at the next start, and what it recorded before is not recorded twice.
 */
public final class ProcedureLearning {

    private static final Logger LOG = LoggerFactory.getLogger(ProcedureLearning.class);
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);
    private static final long SHARE = 100;
    private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE_OF_TROUBLE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int MOST_LEFT = 2_000;

    private final ActivityLog log;
    private final Views views;
    private final ProcedureNews news;
    private final Proposals proposals;
    private final LearnedMode mode;

    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: where the system heeds it, tasks go first
    ProcedureLearning(ActivityLog log, Views views, ProcedureNews news, Proposals proposals, LearnedMode mode) {
        this.log = log;
        this.views = views;
        this.news = news;
        this.proposals = proposals;
        this.mode = mode;
        this.thread = Thread.ofPlatform()
                .name("procedure-learning")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    /** Begins with what was left, and goes on with what tasks do from now on. The views must hold all that is in the log. */
    public void start() {
        if (mode != LearnedMode.OFF) {
            news.onNews(work::release);
            thread.start();
        }
    }

    /** Ends within this time; what was not looked at is at the next start. */
    public void close(Duration atMost) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        if (thread.isAlive() && !thread.join(atMost)) {
            LOG.atWarn().log("learning of procedures did not stop in time");
        }
    }

    private void run() {
        SequencedSet<Way> left = new LinkedHashSet<>();
        try {
            pause(begin(left) ? 0 : PAUSE_OF_TROUBLE.toNanos());
            while (!stopping) {
                long start = System.nanoTime();
                news.take().forEach(way -> addFirst(left, way));
                boolean looked = looked(left);
                pause(looked ? SHARE * (System.nanoTime() - start) : PAUSE_OF_TROUBLE.toNanos());
                if (left.isEmpty()) {
                    work.acquire();
                    work.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was done last goes first. What has no room is looked at when it is done again. */
    private static void addFirst(SequencedSet<Way> left, Way way) {
        left.addFirst(way);
        if (left.size() > MOST_LEFT) {
            left.removeLast();
        }
    }

    /** Takes up all that was done before; what this misses is looked at when it is done again. */
    private boolean begin(SequencedSet<Way> left) throws InterruptedException {
        return tried(() -> left.addAll(views.read(proposals::waysOf)));
    }

    /** Looks at the first ways, and takes them out; false when that cannot be done just now: one that failed goes to the end. */
    private boolean looked(SequencedSet<Way> left) throws InterruptedException {
        boolean retired = tried(proposals::retire);
        for (int i = 0; retired && i < AT_ONCE && !left.isEmpty(); i++) {
            Way way = left.removeFirst();
            if (!tried(() -> proposals.propose(way))) {
                left.addLast(way);
                return false;
            }
        }
        return retired;
    }

    /** What fails by itself, as the log is full for a while, is done again; what is a defect of ours would fail again, and is left. */
    private boolean tried(Act act) throws InterruptedException {
        try {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            act.run();
        } catch (ActivityException e) {
            LOG.atWarn().addKeyValue("error", e).log("learning of procedures pauses");
            return stopping;
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("procedures cannot be learned from what was done");
        }
        return true;
    }

    private static void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.clamp(nanos, LEAST_PAUSE.toNanos(), MOST_PAUSE.toNanos()));
    }

    @FunctionalInterface
    private interface Act {
        void run() throws InterruptedException;
    }
}
