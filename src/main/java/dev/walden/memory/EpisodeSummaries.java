package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives older episodes summaries, behind all other work: one after the other with a pause between, on one thread of the lowest priority.
 * Each is one record, and what has one is not summarized again; so it may be interrupted or killed anywhere and goes on from the log.
 */
final class EpisodeSummaries {

    private static final Logger LOG = LoggerFactory.getLogger(EpisodeSummaries.class);
    /** The most that one summary stands for. */
    static final int MOST = 30;

    private static final Duration ROUND = Duration.ofHours(1);
    private static final Duration FIRST_ROUND = Duration.ofMinutes(2);
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private final ActivityLog log;
    private final Views views;
    private final InstantSource clock;
    private final Duration age;
    private final Duration pause;
    private final MemoryMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Summarizes in a log.
     *
     * @param age of episodes that get one; zero for never
     * @param pause between two
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: where the system heeds it, tasks go first
    EpisodeSummaries(
            ActivityLog log, Views views, InstantSource clock, Duration age, Duration pause, MemoryMetrics metrics) {
        this.log = log;
        this.views = views;
        this.clock = clock;
        this.age = age;
        this.pause = pause;
        this.metrics = metrics;
        thread = Thread.ofPlatform()
                .name("memory-summaries")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    void start() {
        if (!age.isZero()) {
            thread.start();
        }
    }

    /** Ends after the record that is being written, and waits no longer for it than this. */
    void close(Duration atMost) {
        stopping.countDown();
        try {
            if (thread.isAlive() && !thread.join(atMost)) {
                LOG.atWarn().log("summaries did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration wait = FIRST_ROUND;
            while (!stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = ROUND;
                tryRound();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryRound() throws InterruptedException {
        try {
            round();
        } catch (ActivityException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("episodes are summarized later");
        }
    }

    /**
     * Summarizes all that is old enough now.
     *
     * @return how many summaries were made
     */
    int round() throws InterruptedException {
        long now = Validity.micros(clock.instant().minus(age));
        long before = Math.floorDiv(now, MICROS_A_DAY) * MICROS_A_DAY; // whole days, so that none is cut in two
        int made = 0;
        for (String space : views.read(SummaryGroup::spaces)) {
            int more;
            do {
                more = 0;
                for (SummaryGroup group : views.read(connection -> SummaryGroup.of(connection, space, before))) {
                    more += summarize(group);
                }
                made += more;
            } while (more > 0);
        }
        return made;
    }

    private int summarize(SummaryGroup group) throws InterruptedException {
        int made = 0;
        for (int from = 0; from < group.tasks().size(); from += MOST) {
            List<String> tasks =
                    group.tasks().subList(from, Math.min(group.tasks().size(), from + MOST));
            List<SummaryGroup.Member> members = views.read(connection -> SummaryGroup.members(connection, tasks));
            if (members.size() >= SummaryGroup.LEAST) {
                log.awaitApplied(log.append(List.of(summary(group, members))).last(), APPLY_DEADLINE);
                metrics.summarized(members.size());
                made++;
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("Memory stops.");
                }
            }
        }
        return made;
    }

    private static SessionSummarized summary(SummaryGroup group, List<SummaryGroup.Member> members) {
        List<Episode> episodes =
                members.stream().map(SummaryGroup.Member::episode).toList();
        return new SessionSummarized(
                ItemIds.random(),
                new Space(group.space()),
                group.session(),
                episodes.stream().map(episode -> new TaskId(episode.task())).toList(),
                SummaryText.of(episodes),
                episodes.getLast().endedAt(),
                members.stream().allMatch(SummaryGroup.Member::trusted));
    }
}
