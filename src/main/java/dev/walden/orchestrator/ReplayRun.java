package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.ToolCallEvent;
import dev.walden.orchestrator.ReplayReport.Divergence;
import dev.walden.orchestrator.ReplayReport.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One replay under way: where it is in the records, and the state that they make. Confined to its thread.
 *
 * <p>Where the machine decided, today's code writes the whole commit, and record for record is compared with it. A commit may end
 * early, because a crash tore it or because another version divided it: then today's code is asked again from the state so far, and
 * only what it would do neither way is a difference.
 */
final class ReplayRun {

    private final ReplayInput input;
    private final Today today;
    private final boolean hasEpisode;
    private final List<ReplayReport.Step> steps = new ArrayList<>();
    private TaskState state;
    private Timeline timeline;
    private int position = 1;
    private @Nullable Divergence divergence;

    ReplayRun(ReplayInput input, Today today) {
        this.input = input;
        this.today = today;
        RecordedEvent first = input.records().getFirst();
        hasEpisode = input.eventsFrom(0).stream().anyMatch(EpisodeRecorded.class::isInstance);
        state = Fold.begin(input.submitted());
        timeline = Timeline.beginning(first.seq(), first.at());
        steps.add(step(first, "", Standing.GIVEN));
    }

    ReplayReport run() {
        while (position < input.records().size() && canBeFolded()) {
            if (divergence != null) {
                take(Standing.UNCHECKED);
            } else if (origin() == Origin.MACHINE || endsFromOutside()) {
                compare();
            } else {
                take(Standing.GIVEN);
            }
        }
        return new ReplayReport(
                input.submitted().task(),
                steps,
                divergence,
                input.erased(),
                state.kind().terminal() ? null : next());
    }

    private void compare() {
        List<ActivityEvent> planned = planned();
        if (isAcceptOf(planned)) {
            take(Standing.SAME);
            return;
        }
        if (restsOnErasedWords()) {
            take(Standing.UNCHECKED);
            return;
        }
        boolean begun = false;
        for (ActivityEvent wanted : planned) {
            boolean leftOut = wanted instanceof EpisodeRecorded && !hasEpisode;
            if (position == input.records().size() || leftOut) {
                return;
            }
            if (!Essence.of(wanted).equals(Essence.of(event()))) {
                if (!begun
                        || (origin() == Origin.STEP && !input.erased())) { // whose outcome it is was told by its words
                    differ(EventText.of(wanted));
                }
                return;
            }
            if (!canBeFolded()) {
                return;
            }
            take(origin() == Origin.MACHINE ? Standing.SAME : Standing.GIVEN);
            begun = true;
        }
        if (!begun) {
            differ("nothing, it rests in state " + state.kind().code());
        }
    }

    /** Which calls were the same, what was empty, what a probe said, and what fits a schema is not known any more. */
    private boolean restsOnErasedWords() {
        return input.erased()
                && (event() instanceof TaskEvent.Reflected
                        || event() instanceof ToolCallEvent.ToolCallSettled
                        || (event() instanceof TaskEvent.ReasoningStarted asked && asked.critique()));
    }

    /** A plain accept was recorded once; today it is whatever comes next that says it. */
    private boolean isAcceptOf(List<ActivityEvent> planned) {
        return event() instanceof TaskEvent.Reflected(var _, var verdict, var _, var by)
                && verdict == TaskEvent.Verdict.ACCEPT
                && by == null
                && !planned.isEmpty()
                && !(planned.getFirst() instanceof TaskEvent.Reflected);
    }

    private List<ActivityEvent> planned() {
        Instant now = position < input.records().size() ? entry().at() : timeline.updated();
        return today.decide(state, timeline, input.eventsFrom(position), now);
    }

    private void differ(String instead) {
        divergence = new Divergence(entry().seq(), EventText.of(event()), instead);
        if (canBeFolded()) {
            take(Standing.DIFFERENT);
        }
    }

    /** A record that the transition table does not allow is a difference, too; nothing can follow it. */
    private boolean canBeFolded() {
        if (!(event() instanceof TaskEvent ofTask)
                || !Transitions.targets(state.kind(), ofTask.getClass()).isEmpty()) {
            return true;
        }
        if (divergence == null) {
            divergence = new Divergence(
                    entry().seq(),
                    EventText.of(event()),
                    "nothing of the kind, it cannot come in state "
                            + state.kind().code());
        }
        return false;
    }

    private void take(Standing standing) {
        RecordedEvent entry = entry();
        String before = state.kind().code();
        if (entry.event() instanceof TaskEvent ofTask) {
            state = Fold.next(state, ofTask);
            timeline = timeline.after(ofTask, entry.seq(), entry.at());
        }
        steps.add(step(entry, before, standing));
        position++;
    }

    private String next() {
        if (state.kind().awaitsPerson() && !(state instanceof TaskState.InDoubt && areCallsUnderWay())) {
            return "nothing before a person acts, as it is " + state.kind().code();
        }
        return planned().stream().findFirst().map(EventText::of).orElse("nothing");
    }

    private boolean areCallsUnderWay() {
        return !Origin.underWay(state).isEmpty();
    }

    private ReplayReport.Step step(RecordedEvent entry, String before, Standing standing) {
        ActivityEvent event = entry.event();
        return new ReplayReport.Step(
                entry.seq(),
                entry.at(),
                EventText.name(event),
                EventText.details(event),
                before,
                state.kind().code(),
                standing);
    }

    private Origin origin() {
        return Origin.of(event(), Origin.underWay(state));
    }

    /** A person or a fault ended the task; the episode that goes with it is the machine's. */
    private boolean endsFromOutside() {
        return event() instanceof TaskEvent.TaskCancelled || event() instanceof TaskEvent.TaskFailed;
    }

    private RecordedEvent entry() {
        return input.records().get(position);
    }

    private ActivityEvent event() {
        return entry().event();
    }
}
