package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.LearnedStep;
import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import dev.walden.memory.learned.Generalised;
import dev.walden.memory.learned.Repetition;
import dev.walden.memory.learned.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is proposed and what is retired, and records it. Confined to one thread, the only one that does so: what the views know
 * already is not decided again.
 */
final class Proposals {

    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);
    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_WAYS = 1_000;

    /** More than people look through; as long as so many wait, nothing is proposed. */
    private static final int MOST_OPEN = 20;

    private static final int MOST_FOLLOWED = 100;

    private final ActivityLog log;
    private final Views views;
    private final LearnedProcedures learned;
    private final Examples examples;
    private final ProcedureNames names;
    private final LearnedMode mode;
    private final int after;

    /** @param after how many tasks it takes */
    Proposals(
            ActivityLog log,
            Views views,
            LearnedProcedures learned,
            Examples examples,
            ProcedureNames names,
            LearnedMode mode,
            int after) {
        this.log = log;
        this.views = views;
        this.learned = learned;
        this.examples = examples;
        this.names = names;
        this.mode = mode;
        this.after = after;
    }

    /** Those that were gone often enough, the last one first. */
    Set<Way> waysOf(Connection connection) throws SQLException {
        return new LinkedHashSet<>(Sql.query(
                connection,
                "SELECT space, tools FROM memory_procedures WHERE successes >= ? ORDER BY last_seq DESC LIMIT "
                        + MOST_WAYS,
                row -> new Way(row.getString(1), row.getString(2)),
                after));
    }

    /** Proposes what was done again and again in this way, if there is room for it and it is not known. */
    void propose(Way way) throws InterruptedException {
        Space space = new Space(way.space());
        Optional<Traced> found = next(way, space);
        for (int left = WayUses.KEPT; found.isPresent() && left > 0; left--) {
            learned.alone(space, recording(space, found.get()));
            found = next(way, space);
        }
    }

    /**
     * Reads anew each time: when a task is forgotten meanwhile, what was learned from it is gone at once, and would be found again. Tasks
     * that had seen what was taken back since are left out.
     */
    private Optional<Traced> next(Way way, Space space) throws InterruptedException {
        List<Run> runs = examples.runs(views.read(connection -> tasks(connection, way)));
        Optional<Traced> found = repeated(runs, space);
        while (found.isPresent()) {
            Set<TaskId> undone = examples.undone(space, found.get().seen());
            if (undone.isEmpty()) {
                return found;
            }
            runs = runs.stream().filter(run -> !undone.contains(run.task())).toList();
            found = repeated(runs, space);
        }
        return found;
    }

    private Optional<Traced> repeated(List<Run> runs, Space space) throws InterruptedException {
        Optional<Generalised> found =
                runs.size() >= after && hasRoom(space) ? Repetition.of(runs, after, decided(space)) : Optional.empty();
        if (Thread.interrupted()) {
            throw new InterruptedException("Learning of procedures was stopped.");
        }
        return found.map(common -> new Traced(common, examples.seen(common.runs())));
    }

    /** Retires those that fail. A skill of the same name is what failed in its place. */
    void retire() throws InterruptedException {
        List<LearnedRow> failing =
                views
                        .read(connection -> LearnedRow.where(connection, "state = ?", LearnedState.APPROVED.code()))
                        .stream()
                        .filter(row -> row.failure() != null && !names.isOfSkill(row.name()))
                        .toList();
        for (LearnedRow row : failing) {
            ProcedureRetired event =
                    new ProcedureRetired(new Space(row.space()), row.name(), String.valueOf(row.failure()));
            log.awaitApplied(log.append(List.of(event)).last(), APPLY_DEADLINE);
            LOG.atInfo()
                    .addKeyValue("procedure", row.name())
                    .addKeyValue("why", event.why())
                    .log("learned procedure retired");
        }
    }

    private List<String> tasks(Connection connection, Way way) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT recent FROM memory_procedures WHERE space = ? AND tools = ?",
                        row -> WayUses.tasks(row.getString(1)),
                        way.space(),
                        way.tools())
                .orElse(List.of());
    }

    private boolean hasRoom(Space space) {
        List<LearnedRow> rows = views.read(connection -> LearnedRow.where(connection, "space = ?", space.name()));
        long open = rows.stream()
                .filter(row -> row.state() == LearnedState.PROPOSED)
                .count();
        long followed = rows.stream()
                .filter(row -> row.state() == LearnedState.APPROVED)
                .count();
        return open < MOST_OPEN && followed < MOST_FOLLOWED;
    }

    private List<Repetition.Decided> decided(Space space) {
        List<LearnedRow> rows = views.read(connection -> LearnedRow.where(connection, "space = ?", space.name()));
        return learned.words(rows).values().stream()
                .map(words -> new Repetition.Decided(
                        words.goal(),
                        words.steps().stream().map(LearnedStep::tool).toList(),
                        words.tasks()))
                .toList();
    }

    /** False when something that its tasks had seen was taken back while their records were read. */
    private SpaceLocks.Act<Boolean> recording(Space space, Traced traced) {
        return () -> {
            boolean stands = examples.undone(space, traced.seen()).isEmpty();
            if (stands) {
                record(space, traced.found());
            }
            return stands;
        };
    }

    private void record(Space space, Generalised found) throws InterruptedException {
        boolean trusted = found.runs().stream().allMatch(Run::trusted);
        String name = names.of(space, found.steps());
        List<ActivityEvent> events = new ArrayList<>();
        events.add(new ProcedureLearned(
                name,
                space,
                found.goal(),
                found.inputs(),
                found.steps(),
                found.runs().stream().map(Run::task).toList(),
                trusted));
        if (mode == LearnedMode.AUTO && trusted && !names.wasRefused(space, found.steps())) {
            events.add(new ProcedureDecided(space, name, LearnedState.APPROVED.code(), "configuration"));
        }
        log.awaitApplied(log.append(events).last(), APPLY_DEADLINE);
        LOG.atInfo()
                .addKeyValue("procedure", name)
                .addKeyValue("space", space.name())
                .addKeyValue("tasks", found.runs().size())
                .log("procedure learned");
    }

    /** What tasks have in common, and what those had seen that saw anything from outside. */
    private record Traced(Generalised found, Map<TaskId, Seen> seen) {}
}
