package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives older episodes summaries: day after day, one after the other, with a pause between. Each is one record, and what has one is not
 * summarized again; so it may be interrupted or killed anywhere and goes on from the log. Only episodes that are old enough, and their
 * sessions, are read, once for each day that passes; what fails of them waits until the next. Confined to its thread.
 */
final class EpisodeSummaries {

    /** The most that one summary stands for. */
    static final int MOST = 30;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);

    private final ActivityLog log;
    private final Views views;
    private final InstantSource clock;
    private final Duration age;
    private final Duration pause;
    private final SummaryWriter writer;
    private final MemoryMetrics metrics;

    /** What ended before was looked at; one whose summary falls meanwhile waits until the next day. */
    private long lookedAt = Long.MIN_VALUE;

    /**
     * Summarizes in a log.
     *
     * @param age of episodes that get one; zero for never
     * @param pause between two
     * @param writer of their words, where they are no quotations
     */
    EpisodeSummaries(
            ActivityLog log,
            Views views,
            InstantSource clock,
            Duration age,
            Duration pause,
            SummaryWriter writer,
            MemoryMetrics metrics) {
        this.log = log;
        this.views = views;
        this.clock = clock;
        this.age = age;
        this.pause = pause;
        this.writer = writer;
        this.metrics = metrics;
    }

    /**
     * Summarizes all that is old enough now, or as much of it as an engine is asked for in one round.
     *
     * @return how many summaries were made
     */
    int round(Upkeep.Rest rest) throws InterruptedException {
        long before = SummaryGroup.dayOf(Validity.micros(clock.instant().minus(age))); // no day is cut in two
        if (age.isZero() || before == lookedAt) {
            return 0;
        }
        writer.begin();
        UpkeepAttempts attempts = new UpkeepAttempts(UpkeepWork.UPKEEP, metrics);
        int made = 0;
        for (String space : views.read(SummaryGroup::spaces)) {
            made += attempts.of(space, () -> round(space, before, rest, attempts))
                    .orElse(0);
        }
        if (!writer.isOver()) {
            lookedAt = before;
        }
        return made;
    }

    private int round(String space, long before, Upkeep.Rest rest, UpkeepAttempts attempts)
            throws InterruptedException {
        int made = 0;
        OptionalLong day = next(space, Long.MIN_VALUE, before);
        while (day.isPresent() && !writer.isOver()) {
            long from = day.getAsLong();
            for (SummaryGroup group : views.read(connection -> SummaryGroup.of(connection, space, from, before))) {
                made += attempts.of(space, () -> summarize(group, rest)).orElse(0);
            }
            day = next(space, from + SummaryGroup.DAY, before);
        }
        return made;
    }

    private OptionalLong next(String space, long from, long before) {
        return views.read(connection -> SummaryGroup.nextDay(connection, space, from, before));
    }

    private int summarize(SummaryGroup group, Upkeep.Rest rest) throws InterruptedException {
        int made = 0;
        for (int from = 0; from < group.tasks().size() && !writer.isOver(); from += MOST) {
            List<String> tasks =
                    group.tasks().subList(from, Math.min(group.tasks().size(), from + MOST));
            List<SummaryGroup.Member> members = views.read(connection -> SummaryGroup.members(connection, tasks));
            if (members.size() >= SummaryGroup.LEAST) {
                log.awaitApplied(
                        log.append(List.of(summary(group, members, rest))).last(), APPLY_DEADLINE);
                metrics.summarized(members.size());
                made++;
                if (rest.endsWithin(pause)) {
                    throw new InterruptedException("Memory stops.");
                }
            }
        }
        return made;
    }

    private SessionSummarized summary(SummaryGroup group, List<SummaryGroup.Member> members, Upkeep.Rest rest)
            throws InterruptedException {
        List<Episode> episodes =
                members.stream().map(SummaryGroup.Member::episode).toList();
        Space space = new Space(group.space());
        Optional<SummaryWriter.Written> written = writer.write(space, episodes, rest);
        return new SessionSummarized(
                ItemIds.random(),
                space,
                group.session(),
                episodes.stream().map(episode -> new TaskId(episode.task())).toList(),
                written.map(words -> SummaryText.head(episodes) + "\n" + words.text())
                        .orElseGet(() -> SummaryText.of(episodes)),
                episodes.getLast().endedAt(),
                members.stream().allMatch(SummaryGroup.Member::trusted),
                written.map(SummaryWriter.Written::author).orElse(null));
    }
}
