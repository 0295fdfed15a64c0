package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What the task machine tells operators. Every meter is there from the start, with zero. */
final class OrchestratorMetrics {

    private final MeterRegistry registry;
    private final Counter submitted;
    private final Map<StateKind, Counter> ended = new EnumMap<>(StateKind.class);
    private final Timer taskTime;
    private final Timer reasonTime;
    private final Timer toolsTime;
    private final Counter refused;
    private final Counter internalErrors;
    private final Counter doubts;
    private final Timer critiqueTime;
    private final Map<Verdict, Counter> critiques = new EnumMap<>(Verdict.class);
    private final Counter noOpinions;
    private final DoubtMetrics doubtMeters;

    OrchestratorMetrics(MeterRegistry registry) {
        this.registry = registry;
        submitted = Counter.builder("walden.orchestrator.tasks.submitted")
                .description("Tasks accepted")
                .register(registry);
        for (StateKind kind : StateKind.values()) {
            if (kind.terminal()) {
                ended.put(
                        kind,
                        Counter.builder("walden.orchestrator.tasks.ended")
                                .description("Tasks that ended, by outcome")
                                .tag("outcome", kind.code())
                                .register(registry));
            }
        }
        taskTime = Timer.builder("walden.orchestrator.task.seconds")
                .description("From submission to the end of a task")
                .publishPercentileHistogram()
                .register(registry);
        reasonTime = stepTimer("reason");
        toolsTime = stepTimer("call_tools");
        refused = Counter.builder("walden.orchestrator.tasks.refused")
                .description("Submissions refused because the queue is full, the service stops or the disk is full")
                .register(registry);
        internalErrors = Counter.builder("walden.orchestrator.internal.errors")
                .description("Tasks ended by an internal error; each wants a look at the service's log")
                .register(registry);
        doubts = Counter.builder("walden.orchestrator.doubts")
                .description("Tool calls whose outcome became unknown")
                .register(registry);
        doubtMeters = new DoubtMetrics(registry);
        critiqueTime = stepTimer("criticize");
        for (Verdict verdict : Verdict.values()) {
            critiques.put(verdict, critiques(verdict.name().toLowerCase(Locale.ROOT)));
        }
        noOpinions = critiques("none");
    }

    /** Gauges over what the dispatcher holds. */
    void watch(Dispatcher dispatcher, InstantSource clock) {
        doubtMeters.watch(dispatcher, clock);
        gauge("walden.orchestrator.tasks.running", "Tasks that a thread works on", dispatcher, Dispatcher::running);
        gauge("walden.orchestrator.tasks.open", "Tasks that have not ended", dispatcher, Dispatcher::openTasks);
        gauge(
                "walden.orchestrator.tasks.ready",
                "Tasks that wait for a free thread of their engine",
                dispatcher,
                Dispatcher::ready);
        gauge(
                "walden.orchestrator.tasks.in.doubt",
                "Tasks that wait for a person to say what became of a call",
                dispatcher,
                d -> d.count(StateKind.IN_DOUBT));
        gauge(
                "walden.orchestrator.tasks.awaiting.approval",
                "Tasks that wait for a person's consent",
                dispatcher,
                d -> d.count(StateKind.AWAITING_APPROVAL));
    }

    void submitted() {
        submitted.increment();
    }

    void refused() {
        refused.increment();
    }

    void internalError() {
        internalErrors.increment();
    }

    void doubted(int calls) {
        doubts.increment(calls);
    }

    /** A call in doubt was settled, by whomever. */
    void settled(ToolCallSettled settled) {
        doubtMeters.settled(settled);
    }

    void reasoned(Duration took) {
        reasonTime.record(took);
    }

    /** @param verdict empty where there was no opinion */
    void criticized(Duration took, Optional<Verdict> verdict) {
        critiqueTime.record(took);
        verdict.map(critiques::get).orElse(noOpinions).increment();
    }

    void calledTools(Duration took) {
        toolsTime.record(took);
    }

    /** After a commit of a task that was in this state before. */
    void moved(StateKind before, Snapshot snapshot) {
        Counter counter = ended.get(snapshot.state().kind());
        if (counter != null && !before.terminal()) {
            counter.increment();
            taskTime.record(Duration.between(
                    snapshot.timeline().submitted(), snapshot.timeline().updated()));
        }
    }

    private Counter critiques(String verdict) {
        return Counter.builder("walden.orchestrator.critiques")
                .description("Steps that a model judged, by its verdict; none where it had no opinion")
                .tag("verdict", verdict)
                .register(registry);
    }

    private Timer stepTimer(String step) {
        return Timer.builder("walden.orchestrator.step.seconds")
                .description("Time of steps with outside effects")
                .tag("step", step)
                .publishPercentileHistogram()
                .register(registry);
    }

    private void gauge(String name, String description, Dispatcher of, ToIntFunction<Dispatcher> value) {
        Gauge.builder(name, of, value::applyAsInt).description(description).register(registry);
    }
}
