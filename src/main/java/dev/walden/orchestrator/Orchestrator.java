package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Views;
import dev.walden.memory.TaskMemory;
import dev.walden.reasoning.Budget;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.tools.Toolbox;
import java.time.InstantSource;

/** The parts of the task machine, put together without a container: what the service and its tests share. */
final class Orchestrator {

    private final TaskService service;
    private final TaskEngine engine;
    private final Ledger ledger;

    Orchestrator(OrchestratorProperties properties, Recorded recorded, Means means, OrchestratorMetrics metrics) {
        CallRules rules = new CallRules(properties.approvalLifetime(), properties.inDoubt());
        Ending ending = new Ending(properties.defaultAnswer());
        ledger = new Ledger(means.budget(), new SpendingIndex(recorded.log(), recorded.views()), means.clock());
        Delegates delegates = new Delegates();
        TaskRunner runner = new TaskRunner(planner(means, rules, ending, delegates, metrics), ending, metrics);
        TaskIndex index = new TaskIndex(recorded.log(), recorded.views());
        OpenTasks openTasks = new OpenTasks(recorded.log(), index, ledger);
        Runs runs = new Runs(runner, delegates);
        Places places = new Places(properties.maxRunning() + properties.maxQueued());
        Dispatcher dispatcher = new Dispatcher(properties.maxRunning(), places, runs::run);
        EditedArguments edited = new EditedArguments(new ToolboxChecks(means.toolbox()));
        TaskControl control = new TaskControl(dispatcher, index, ending, delegates, means.clock(), metrics, edited);
        ApprovalTimer approvals = new ApprovalTimer(control, means.clock());
        runs.watchWith(approvals);
        metrics.watch(dispatcher);
        Submissions submissions = new Submissions(
                new Submissions.Recording(recorded.log(), recorded.idempotencyKeys(), openTasks),
                means.gateway(),
                means.memory(),
                limits(properties),
                places,
                dispatcher,
                metrics);
        delegates.connect(new Delegates.Parts(submissions, dispatcher, index, control));
        OfferedTools offered = new OfferedTools(recorded.log(), recorded.views());
        service = new DurableTaskService(
                submissions,
                dispatcher,
                index,
                control,
                new StepPrompts(index, means.memory(), offered),
                means.budget().currency());
        engine = new TaskEngine(new TaskEngine.Parts(
                places,
                dispatcher,
                index,
                submissions,
                runner,
                approvals,
                openTasks,
                () -> offered.record(means.toolbox())));
    }

    private static LimitRules limits(OrchestratorProperties properties) {
        return new LimitRules(
                properties.limits().standard().asLimits(),
                properties.limits().ceiling().asLimits());
    }

    TaskService service() {
        return service;
    }

    TaskEngine engine() {
        return engine;
    }

    Spending spending() {
        return ledger;
    }

    private StepPlanner planner(
            Means means, CallRules rules, Ending ending, Delegates delegates, OrchestratorMetrics metrics) {
        CallPlanner calls = new CallPlanner(new ToolboxChecks(means.toolbox()), rules);
        Critic critic = means.critic();
        return new StepPlanner(
                means.memory(),
                new Planning(calls, ending, critic.rule()),
                new Reasoner(means.gateway(), means.toolbox(), metrics, critic.engine()),
                new CallEffects(new ToolWave(means.toolbox(), rules, means.clock(), metrics), delegates),
                means.clock(),
                metrics,
                ledger);
    }

    /** Where facts are kept. */
    record Recorded(ActivityLog log, Views views, IdempotencyKeys idempotencyKeys) {}

    /** What tasks are worked on with. */
    record Means(
            ReasoningGateway gateway,
            Budget budget,
            Toolbox toolbox,
            TaskMemory memory,
            InstantSource clock,
            Critic critic) {

        Means judgedBy(Critic other) {
            return new Means(gateway, budget, toolbox, memory, clock, other);
        }
    }
}
