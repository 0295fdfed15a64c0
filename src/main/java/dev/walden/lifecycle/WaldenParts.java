package dev.walden.lifecycle;

import dev.walden.access.AccessControl;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityRuntime;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.ServiceEvent.ServiceStarted;
import dev.walden.activity.ServiceEvent.ServiceStopped;
import dev.walden.memory.KnowledgeRuntime;
import dev.walden.memory.MemoryRuntime;
import dev.walden.memory.ProcedureLearning;
import dev.walden.memory.Upkeep;
import dev.walden.orchestrator.TaskEngine;
import dev.walden.tools.ToolsRuntime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Walden starts and stops, in order: the log with its views, the admin key, memory, tools, tasks. */
final class WaldenParts {

    private static final Logger LOG = LoggerFactory.getLogger(WaldenParts.class);

    private final ActivityLog log;
    private final ActivityRuntime activity;
    private final AccessControl access;
    private final MemoryRuntime memory;
    private final KnowledgeRuntime knowledge;
    private final ProcedureLearning procedures;
    private final Upkeep upkeep;
    private final Upkeep forgetting;
    private final ToolsRuntime tools;
    private final TaskEngine tasks;
    private volatile boolean startRecorded;

    WaldenParts(ActivityLog log, ActivityRuntime activity, AccessControl access, MemoryParts memory, WorkParts work) {
        this.log = log;
        this.activity = activity;
        this.access = access;
        this.memory = memory.memory();
        this.knowledge = memory.knowledge();
        this.procedures = memory.procedures();
        this.upkeep = memory.upkeep();
        this.forgetting = memory.forgetting();
        this.tools = work.tools();
        this.tasks = work.tasks();
    }

    /** Memory, the knowledge bases in it, what learns from tasks, what keeps it in order, and what forgets by age. */
    record MemoryParts(
            MemoryRuntime memory,
            KnowledgeRuntime knowledge,
            ProcedureLearning procedures,
            Upkeep upkeep,
            Upkeep forgetting) {}

    /** What tools stand on outside of this process, and the tasks that use them. */
    record WorkParts(ToolsRuntime tools, TaskEngine tasks) {}

    /**
     * In the order of their start. The tasks make good what a crash left before any other part records, which would bury it.
     *
     * @param stopReason asked when the last record is written
     */
    List<ServicePart> inOrder(Supplier<String> stopReason) {
        return List.of(
                ServicePart.named("views").startingBy(this::replay).stoppingWithin(activity::close),
                ServicePart.named("log").startingBy(tasks::makeGood).stoppingBy(() -> recordStop(stopReason.get())),
                ServicePart.named("access").startingBy(access::ensureAdminKey),
                ServicePart.named("memory").startingBy(this::startMemory).stoppingWithin(memory::close),
                ServicePart.named("knowledge").startingBy(knowledge::start).stoppingWithin(knowledge::close),
                ServicePart.named("procedures").startingBy(procedures::start).stoppingWithin(procedures::close),
                ServicePart.named("upkeep").startingBy(upkeep::start).stoppingWithin(upkeep::close),
                ServicePart.named("forgetting").startingBy(forgetting::start).stoppingWithin(forgetting::close),
                ServicePart.named("tools").startingBy(tools::start).stoppingBy(tools::close),
                ServicePart.named("tasks").startingBy(this::startTasks).drainingBy(atMost -> {
                    tasks.drain();
                    tasks.awaitDrained(atMost);
                }));
    }

    /** Recorded when the port is open. */
    void recordStart() {
        ActivityRuntime.Recovery found = activity.start();
        append(new ServiceStarted(
                ServiceProcess.version(),
                found.replayedRecords(),
                found.cutBytes(),
                found.copyOfCut().orElse(null)));
        startRecorded = true;
    }

    /** A start that was refused before it was recorded, as for a port in use, leaves no trace in the log. */
    private void recordStop(String reason) {
        if (startRecorded) {
            append(new ServiceStopped(reason));
        }
    }

    /** A full disk keeps the service neither from starting, since reads go on, nor from stopping. */
    private void append(ServiceEvent event) {
        try {
            log.appendOutcome(List.of(event));
        } catch (ActivityException.NoSpace full) {
            LOG.atWarn().addKeyValue("error", full.getMessage()).log("start or stop not recorded");
        }
    }

    /** What keeps the log or the views from taking new work. */
    Optional<String> trouble() {
        var condition = activity.condition();
        return condition.ready() ? Optional.empty() : Optional.of(String.join(" ", condition.problems()));
    }

    /** That the room runs short, long before new work is refused. */
    Optional<String> shortage() {
        return activity.shortage();
    }

    /** Old records that cannot be read any more, which keeps nobody from new work. */
    Optional<String> damage() {
        var damage = activity.damage();
        return damage.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", damage));
    }

    private void startTasks() {
        tasks.recordTools();
        tasks.resumeAll();
    }

    private void replay() {
        ActivityRuntime.Recovery found = activity.start();
        LOG.atInfo()
                .addKeyValue("records", found.replayedRecords())
                .addKeyValue("bytes", found.cutBytes())
                .log("log replayed");
    }

    private void startMemory() {
        try {
            memory.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while memory was starting.", e);
        }
    }
}
