package dev.walden.activity;

import dev.walden.activity.ActivityCondition.LogState;
import dev.walden.activity.ActivityCondition.ViewsState;
import dev.walden.wal.LogCondition;
import dev.walden.wal.RecoveryReport;
import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The activity log as something that starts, has a condition and stops. Thread-safe. */
public final class ActivityRuntime implements AutoCloseable {

    private final WriteAheadLog log;
    private final Projector projector;
    private final AppliedPosition position;
    private final LogUpkeep upkeep;
    private final StorageWatch storage;
    private final LogScrub scrub;

    ActivityRuntime(WriteAheadLog log, Projector projector, AppliedPosition position, Care care, StorageWatch storage) {
        this.log = log;
        this.projector = projector;
        this.position = position;
        this.upkeep = care.upkeep();
        this.storage = storage;
        this.scrub = care.scrub();
    }

    /** What is done for the log while it runs. */
    record Care(LogUpkeep upkeep, LogScrub scrub) {}

    /**
     * Builds what the views lack from the log and returns when they hold all that is durable; from then on they follow. Called
     * again, it only reports again.
     *
     * @throws ActivityException when they cannot be built; says at which record and what to do
     */
    public Recovery start() {
        return start(ReplayListener.NONE);
    }

    /** The same, with somebody who is told how far it is. */
    public Recovery start(ReplayListener listener) {
        long replayed = projector.start(listener);
        RecoveryReport report = log.recovery();
        upkeep.start(storage::look);
        scrub.start();
        return new Recovery(replayed, report.cutBytes(), report.copyOfWhatWasCut());
    }

    /** How the log and its views do now. */
    public ActivityCondition condition() {
        List<String> problems = new ArrayList<>();
        return new ActivityCondition(
                logState(problems), viewsState(problems), problems, log.durable(), position.applied());
    }

    /** A sentence when the room for log, archive and blobs runs short, long before new work is refused. */
    public Optional<String> shortage() {
        return storage.warning();
    }

    /** What the scrub found damaged in the log, a sentence for each segment. It stops nothing, but a person must act. */
    public List<String> damage() {
        return log.damage();
    }

    /** Lets the views apply what is durable and closes them; the log goes on. Records appended later are applied at the next start. */
    public void close(Duration atMost) {
        scrub.close();
        upkeep.close();
        projector.close(atMost);
    }

    /** The same, within a time of its own unless it was closed before. */
    @Override
    public void close() {
        scrub.close();
        upkeep.close();
        projector.close();
    }

    private LogState logState(List<String> problems) {
        return switch (log.condition()) {
            case LogCondition.Accepting() -> {
                storage.refusal().ifPresent(problems::add);
                yield problems.isEmpty() ? LogState.ACCEPTING : LogState.NO_SPACE;
            }
            case LogCondition.NoSpace(var message) -> {
                problems.add(message);
                yield LogState.NO_SPACE;
            }
            case LogCondition.Unusable(var message) -> {
                problems.add(message);
                yield LogState.UNUSABLE;
            }
        };
    }

    private ViewsState viewsState(List<String> problems) {
        if (position.failure().isPresent()) {
            position.failure().map(Throwable::getMessage).ifPresent(problems::add);
            return ViewsState.STOPPED;
        }
        position.obstacle().map("The views cannot be written: "::concat).ifPresent(problems::add);
        return position.obstacle().isPresent() ? ViewsState.STALLED : ViewsState.FOLLOWING;
    }

    /**
     * What the start found.
     *
     * @param replayedRecords events that the views had missed
     * @param cutBytes bytes of an unacknowledged tail that were cut from the log
     * @param copyOfCut the file that keeps them
     */
    public record Recovery(long replayedRecords, long cutBytes, Optional<String> copyOfCut) {}
}
