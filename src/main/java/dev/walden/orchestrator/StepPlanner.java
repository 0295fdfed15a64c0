package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.CallPlanner.ReadyCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the machine what its decisions rest on, and what carries out the step that they lead to. The decisions themselves are those of
 * {@link Planning}. Planned with the task's lock held.
 */
final class StepPlanner {

    private static final Set<StateKind> PERCEIVES = Set.of(StateKind.QUEUED, StateKind.PERCEIVING);
    /** Nothing to carry out; the task is prepared and planned once more. */
    private static final Effect AGAIN = List::of;

    /** How long after a start tools may come that calls which were under way wait for. */
    static final Duration TOOLS_COME = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final TaskMemory memory;
    private final Planning planning;
    private final Reasoner reasoner;
    private final CallEffects effects;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Instant started;

    StepPlanner(
            TaskMemory memory,
            Planning planning,
            Reasoner reasoner,
            CallEffects effects,
            InstantSource clock,
            Ledger ledger) {
        this.memory = memory;
        this.planning = planning;
        this.reasoner = reasoner;
        this.effects = effects;
        this.clock = clock;
        this.ledger = ledger;
        this.started = clock.instant();
    }

    /**
     * Asks memory for what the task's next step needs. Called without the task's lock: memory may have to wait for its views, and
     * steering the task must not wait with it. A task that has not perceived is asked for anew each time, for what it was given
     * before a pause may be forgotten since.
     */
    void prepare(OpenTask task) throws InterruptedException {
        TaskState state = task.snapshot().state();
        Progress progress = state.progress();
        TaskSubmitted submission = progress.submission();
        boolean perceived = !PERCEIVES.contains(state.unpaused().kind());
        if (perceived && task.context().isPresent()) {
            return;
        }
        if (planning.rests(state)) {
            task.dropContext();
            return;
        }
        task.keep(perceived ? memory.restore(submission, progress.given()) : memory.gather(submission));
        ledger.open(task.payer());
    }

    /**
     * Adds to the draft all that happens until the next step with an outside effect.
     *
     * @return that step, to be carried out once the draft is durable; empty when the task rests
     */
    Optional<Effect> plan(OpenTask task, Draft draft) throws InterruptedException {
        task.whereabouts().stay(); // where it was to move and that was not recorded, it is decided anew
        Optional<TaskMemory.Context> context = task.context();
        if (planning.rests(draft.state())) {
            return Optional.empty();
        }
        if (context.isEmpty()) {
            return Optional.of(AGAIN); // it was resumed after it was prepared
        }
        if (mayToolsCome() && planning.awaitsTools(draft.state())) {
            return Optional.of(() -> awaitTools(task));
        }
        if (!task.whereabouts().isHome() && !planning.judges(draft.state())) {
            task.whereabouts().goHome();
            return Optional.empty();
        }
        Known known = new Known(context.get(), task.snapshot().timeline(), clock.instant());
        Intended intended = planning.plan(draft, known);
        return carryOut(task, draft, known, intended);
    }

    /** A clock that was set back ends the time. */
    private boolean mayToolsCome() {
        Duration up = Duration.between(started, clock.instant());
        return !up.isNegative() && up.compareTo(TOOLS_COME) < 0;
    }

    private static List<TaskEvent> awaitTools(OpenTask task) throws InterruptedException {
        task.awaitChange(LOOK_AGAIN);
        return List.of();
    }

    private Optional<Effect> carryOut(OpenTask task, Draft draft, Known known, Intended intended)
            throws InterruptedException {
        return switch (intended) {
            case Intended.Nothing _ -> Optional.empty();
            case Intended.Asking _ -> ask(task, draft, known.context());
            case Intended.Criticizing _ -> criticize(task, draft, known);
            case Intended.Calling(var calls) ->
                Optional.of(effects.calling(
                        task, draft.state(), calls, outcomes -> beside(task, known.context(), outcomes)));
            case Intended.Delegating _ -> effects.delegating(task, draft.state(), known);
        };
    }

    /** No call begins beside others any more. */
    void stop() {
        effects.stop();
    }

    /** One commit: outcomes of some calls, and the intents of the steps of a plan that only waited for these or for a sub-task. */
    private SideBySide.Begun beside(OpenTask task, TaskMemory.Context context, List<TaskEvent> outcomes)
            throws InterruptedException {
        return task.alone(alone -> {
            Draft draft = new Draft(alone.snapshot().state(), outcomes);
            Known known = new Known(context, alone.snapshot().timeline(), clock.instant());
            List<ReadyCall> begun = planning.beside(draft, known);
            if (draft.decides()) {
                alone.record(Combined.of(draft.all()));
            } else if (!draft.isEmpty()) {
                alone.recordOutcomes(draft.outcomes());
            }
            return new SideBySide.Begun(begun, effects.delegating(task, draft.state(), known));
        });
    }

    /** To be called when what was planned is recorded, or cannot be. */
    void settle(OpenTask task) {
        ledger.release(task.payer());
    }

    private Optional<Effect> ask(OpenTask task, Draft draft, TaskMemory.Context context) {
        Reasoner.Question question = reasoner.question(draft.state().progress(), context);
        return planning.ask(draft, question.intent(), cost -> ledger.hold(task.payer(), cost))
                ? Optional.of(() -> askAloud(task, question))
                : Optional.empty();
    }

    /**
     * Asked among the tasks of the engine that judges: one that keeps silent holds up none but those who need it. Where no budget covers an
     * opinion, the step is judged without, and nobody waits for a place there.
     */
    private Optional<Effect> criticize(OpenTask task, Draft draft, Known known) throws InterruptedException {
        Whereabouts whereabouts = task.whereabouts();
        String critic = reasoner.critic(draft.state().progress());
        Reasoner.Question question = reasoner.critique(draft.state(), known.context());
        Purse purse = cost -> ledger.hold(task.payer(), cost);
        if (!whereabouts.isAt(critic) && planning.covers(draft, question.intent(), purse)) {
            whereabouts.moveTo(critic);
            return Optional.empty();
        }
        if (whereabouts.isAt(critic) && planning.criticize(draft, question.intent(), purse)) {
            return Optional.of(() -> reasoner.askCritic(question));
        }
        if (whereabouts.isHome()) {
            return carryOut(task, draft, known, planning.planByRules(draft, known));
        }
        planning.judgeByRules(draft, known);
        whereabouts.goHome();
        return Optional.empty();
    }

    /** Those who follow the task hear the reply in the making, up to its end, which is before it is recorded. */
    private List<TaskEvent> askAloud(OpenTask task, Reasoner.Question question) throws InterruptedException {
        long since = task.snapshot().timeline().lastSeq();
        try (Utterance utterance = task.voice().speak(question.step(), since)) {
            return reasoner.ask(question, utterance);
        }
    }
}
