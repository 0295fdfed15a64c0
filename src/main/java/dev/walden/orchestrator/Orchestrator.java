package dev.walden.orchestrator;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.Views;
import dev.walden.memory.TaskMemory;
import dev.walden.memory.UpkeepBudget;
import dev.walden.reasoning.Budget;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.tools.Remedies;
import dev.walden.tools.Toolbox;
import java.time.InstantSource;

/** The parts of the task machine, put together without a container: what the service and its tests share. */
final class Orchestrator {

    private final TaskService service;
    private final TaskEngine engine;
    private final Ledger ledger;

    Orchestrator(OrchestratorProperties properties, Recorded recorded, Means means, OrchestratorMetrics metrics) {
        CallRules rules = CallRules.of(properties.approvalLifetime(), properties.inDoubt(), means.remedies());
        Ending ending = new Ending(properties.defaultAnswer());
        ledger = new Ledger(means.budget(), new SpendingIndex(recorded.log(), recorded.views())::of, means.clock());
        Delegates delegates = new Delegates();
        OfferedTools offered = new OfferedTools(recorded.log(), recorded.views(), means.toolbox());
        TaskRunner runner =
                new TaskRunner(planner(means, new Rules(rules, ending), delegates, offered, metrics), ending, metrics);
        TaskIndex index = new TaskIndex(recorded.log(), recorded.views());
        OpenTasks openTasks =
                new OpenTasks(recorded.log(), index, ledger, means.gateway().defaultEngine());
        Runs runs = new Runs(runner, delegates);
        Places places = new Places(properties.maxRunning(), properties.maxQueued());
        Dispatcher dispatcher = new Dispatcher(properties.maxRunning(), places, runs::run);
        EditedArguments edited = new EditedArguments(new ToolboxChecks(means.toolbox()));
        TaskControl control = new TaskControl(dispatcher, index, ending, delegates, means.clock(), metrics, edited);
        ApprovalTimer approvals = new ApprovalTimer(control, means.clock());
        runs.watchWith(approvals);
        metrics.watch(dispatcher, means.clock());
        Submissions submissions = new Submissions(
                new Submissions.Recording(recorded.log(), recorded.idempotencyKeys(), openTasks),
                means.gateway(),
                means.memory(),
                limits(properties.limits()),
                places,
                dispatcher,
                metrics);
        delegates.connect(new Delegates.Parts(submissions, dispatcher, index, control));
        service = new DurableTaskService(
                submissions,
                dispatcher,
                index,
                control,
                doubts(control, means, metrics),
                new StepPrompts(index, means.memory(), offered),
                means.budget().currency());
        engine = new TaskEngine(new TaskEngine.Parts(
                places, dispatcher, index, submissions, runner, approvals, openTasks, offered::record));
    }

    TaskService service() {
        return service;
    }

    TaskEngine engine() {
        return engine;
    }

    UpkeepBudget upkeepBudget() {
        return new UpkeepPurse(ledger);
    }

    Spending spending() {
        return ledger;
    }

    private static LimitRules limits(OrchestratorProperties.Limits limits) {
        return new LimitRules(limits.standard().asLimits(), limits.ceiling().asLimits());
    }

    private static DoubtControl doubts(TaskControl control, Means means, OrchestratorMetrics metrics) {
        CallChecks checks = new ToolboxChecks(means.toolbox());
        return new DoubtControl(control, checks, means.remedies(), means.clock(), metrics);
    }

    private StepPlanner planner(
            Means means, Rules rules, Delegates delegates, OfferedTools offered, OrchestratorMetrics metrics) {
        CallPlanner calls = new CallPlanner(new ToolboxChecks(means.toolbox()), rules.calls());
        Critic critic = means.critic();
        return new StepPlanner(
                means.memory(),
                new Planning(calls, rules.ending(), critic.rule()),
                new Reasoner(means.gateway(), offered, metrics, critic.engine()),
                new CallEffects(new ToolWave(means.toolbox(), rules.calls(), means.clock(), metrics), delegates),
                means.clock(),
                ledger);
    }

    /** What configuration says of calls, and of what a task ends with. */
    private record Rules(CallRules calls, Ending ending) {}

    /** Where facts are kept. */
    record Recorded(ActivityLog log, Views views, IdempotencyKeys idempotencyKeys) {}

    /** What can be called, and what can be done when nobody knows what came of a call. */
    record Tools(Toolbox toolbox, Remedies remedies) {}

    /** What tasks are worked on with. */
    record Means(
            ReasoningGateway gateway,
            Budget budget,
            Toolbox toolbox,
            TaskMemory memory,
            InstantSource clock,
            Critic critic,
            Remedies remedies) {

        Means judgedBy(Critic other) {
            return new Means(gateway, budget, toolbox, memory, clock, other, remedies);
        }
    }
}
