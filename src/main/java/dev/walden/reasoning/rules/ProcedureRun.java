package dev.walden.reasoning.rules;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.Reply;
import dev.walden.conversation.Templates;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.RunRequest;
import dev.walden.reasoning.StepCheck;
import dev.walden.reasoning.TaskSoFar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a task is that runs a procedure, and what comes next: the procedure itself, its steps one after the other or, when they are a
 * graph, as one plan, the answer. All of it is found in the calls and results so far, also after a restart; the first failure ends it. Confined to one reply.
 */
final class ProcedureRun {

    private final RunRequest request;
    private final Want wanted;
    private final List<OfferedProcedure> offered;
    private final List<ToolDescriptor> descriptors;
    private final Set<String> tools;
    private final List<Message> steps;

    private final CallsInOrder done;
    private final int calls;

    ProcedureRun(RunRequest request, Prompt prompt, TaskSoFar task) {
        this.request = request;
        this.wanted = new Want(Procedure.TOOL, request.arguments());
        this.offered = prompt.procedures();
        this.steps = task.steps();
        this.descriptors = prompt.tools();
        this.tools = prompt.tools().stream().map(ToolDescriptor::name).collect(Collectors.toSet());
        this.done = new CallsInOrder(steps);
        this.calls = task.calls();
    }

    /**
     * Whether the run needs no model: nothing has been done and the procedure is offered with its steps, or all that has been done is what the
     * run does. Once it has got its procedure, it goes on with that, whatever is offered by now; and what a model has begun in its own way
     * stays the model's, which no step of it is done again for.
     */
    boolean direct() {
        if (steps.isEmpty()) {
            return isOffered();
        }
        if (!(steps.getFirst() instanceof Message.Assistant first && getsProcedure(first))) {
            return false;
        }
        CallsInOrder made = new CallsInOrder(steps);
        Optional<Message.ToolResult> told = made.next(wanted);
        if (told.isEmpty() || !told.get().succeeded()) { // of a procedure that was got by guess, the model is told
            return made.allRecognised() && isOffered();
        }
        Optional<Procedure> got = Procedure.of(told.get().text());
        return got.isEmpty() || (!got.get().steps().isEmpty() && onlyItsSteps(got.get(), made));
    }

    private boolean isOffered() {
        return offered.stream().anyMatch(one -> one.hasSteps() && one.name().equals(request.name()));
    }

    private static boolean onlyItsSteps(Procedure procedure, CallsInOrder made) {
        if (Procedure.areGraph(procedure.steps())) {
            made.next(GraphPlan.of(procedure));
            return made.allRecognised();
        }
        Map<String, String> results = new HashMap<>();
        for (Procedure.Step step : procedure.steps()) {
            Optional<Message.ToolResult> result =
                    made.next(new Want(step.tool(), Templates.finish(step.arguments(), results)));
            if (result.isEmpty() || !result.get().succeeded()) {
                break; // the run goes no further
            }
            results.put(step.result(), result.get().text());
        }
        return made.allRecognised();
    }

    private boolean getsProcedure(Message.Assistant first) {
        return first.toolCalls().size() == 1
                && first.toolCalls().stream().allMatch(call -> wanted.equals(new Want(call.tool(), call.arguments())));
    }

    Reply reply() {
        if (request.complaint().isPresent()) {
            return refusal("I did not run " + request.name() + ". "
                    + request.complaint().get());
        }
        Optional<Message.ToolResult> told = done.next(wanted);
        if (told.isEmpty()) {
            return tools.contains(wanted.tool())
                    ? call(wanted)
                    : refusal("I cannot run " + request.name() + ": there are no procedures here.");
        }
        if (!told.get().succeeded()) {
            return refusal("I did not run " + request.name() + ". " + told.get().text());
        }
        // Only what people wrote or approved is given, also where it holds words from outside, which the task has read
        // by it.
        return Procedure.of(told.get().text())
                .map(procedure -> procedure.steps().isEmpty() ? withoutSteps() : follow(procedure))
                .orElseGet(() -> refusal("I cannot run " + request.name() + ": what I got is no procedure any more."));
    }

    private Reply withoutSteps() {
        return refusal("I cannot run " + request.name()
                + ": it has instructions and no steps, and I work without a language model.");
    }

    private Reply follow(Procedure procedure) {
        return Procedure.areGraph(procedure.steps()) ? graph(procedure) : line(procedure);
    }

    private Reply graph(Procedure procedure) {
        Want plan = GraphPlan.of(procedure);
        return done.next(plan).map(new GraphEnd(procedure)::reply).orElseGet(() -> begin(procedure, plan));
    }

    private Reply line(Procedure procedure) {
        RunReply reply = new RunReply(procedure);
        Map<String, String> results = new HashMap<>();
        String last = "";
        for (int i = 0; i < procedure.steps().size(); i++) {
            Procedure.Step step = procedure.steps().get(i);
            Want want = new Want(step.tool(), Templates.finish(step.arguments(), results));
            Optional<Message.ToolResult> result = done.next(want);
            if (result.isEmpty()) {
                return next(procedure, i, want);
            }
            last = result.get().text();
            if (!result.get().succeeded()) {
                return reply.stopped(i, last);
            }
            results.put(step.result(), last);
        }
        return reply.ran(new RunReply.Said(procedure.steps().getLast().name(), last));
    }

    private Reply next(Procedure procedure, int at, Want want) {
        if (at == 0) {
            return begin(procedure, want);
        }
        return tools.contains(want.tool())
                ? call(want)
                : new RunReply(procedure).stopped(at, "the tool " + want.tool() + " is not available here.");
    }

    /** What would stop a later step for certain is told before the first one has had its effect. */
    private Reply begin(Procedure procedure, Want first) {
        StepCheck check = new StepCheck(descriptors);
        RunReply reply = new RunReply(procedure);
        Optional<StepCheck.Fault> ofGraph = check.faultOfGraph(procedure.steps());
        if (ofGraph.isPresent()) {
            return reply.notBegun(", as " + ofGraph.get().reason());
        }
        for (int i = 0; i < procedure.steps().size(); i++) {
            Optional<StepCheck.Fault> fault = check.fault(procedure.steps().get(i));
            if (fault.isPresent()) {
                return reply.notBegun(i, fault.get().reason());
            }
        }
        return call(first);
    }

    private Reply call(Want want) {
        return new Reply.UseTools("", List.of(ToolCall.of("c" + (calls + 1), want.tool(), want.arguments())));
    }

    private static Reply refusal(String words) {
        return new Reply.Refusal(words);
    }
}
