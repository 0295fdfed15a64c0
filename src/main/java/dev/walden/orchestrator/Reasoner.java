package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.reasoning.ReasoningGateway.PromptFingerprint;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.tools.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks an engine for a task's next step. Thread-safe. */
final class Reasoner {

    private final ReasoningGateway gateway;
    private final Toolbox toolbox;
    private final OrchestratorMetrics metrics;

    Reasoner(ReasoningGateway gateway, Toolbox toolbox, OrchestratorMetrics metrics) {
        this.gateway = gateway;
        this.toolbox = toolbox;
        this.metrics = metrics;
    }

    /** Puts the intent into the draft; the effect asks. */
    Effect begin(OpenTask task, Draft draft, TaskMemory.Context context) {
        Progress progress = draft.state().progress();
        List<OfferedProcedure> procedures = context.procedures();
        Prompt prompt = gateway.compose(shown(context), messages(progress, context), tools(!procedures.isEmpty()))
                .offering(procedures);
        PromptFingerprint fingerprint = gateway.fingerprint(prompt);
        String engine = Optional.ofNullable(progress.submission().engine()).orElseGet(gateway::defaultEngine);
        draft.add(new ReasoningStarted(
                task.id(), engine, prompt.version(), fingerprint.digest(), fingerprint.reservedTokens()));
        int callsAsked = progress.callsAsked();
        Duration timeLeft = progress.timeLeft();
        return () -> ask(task.id(), prompt, engine, new Bounds(timeLeft, callsAsked));
    }

    /** What gets a procedure is offered only where there is one. */
    private List<ToolDescriptor> tools(boolean procedures) {
        List<ToolDescriptor> offered = toolbox.offered();
        return procedures
                ? offered
                : offered.stream()
                        .filter(tool -> !tool.name().equals(Procedure.TOOL))
                        .toList();
    }

    private List<TaskEvent> ask(TaskId task, Prompt prompt, String engine, Bounds bounds) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        Reasoned reasoned = gateway.reason(prompt, Optional.of(engine), bounds.timeLeft());
        Duration took = watch.elapsed();
        metrics.reasoned(took);
        return List.of(new ReasoningFinished(
                task, reasoned.engine(), numbered(reasoned.reply(), bounds.callsAsked()), reasoned.usage(), took));
    }

    /** What is told of older turns comes last, in front of the turns. */
    private static List<RecalledItem> shown(TaskMemory.Context context) {
        if (context.earlier() == null) {
            return context.items();
        }
        List<RecalledItem> shown = new ArrayList<>(context.items());
        shown.add(context.earlier().inPrompt());
        return shown;
    }

    private static List<Message> messages(Progress progress, TaskMemory.Context context) {
        List<Message> messages = new ArrayList<>();
        context.turns().forEach(turn -> messages.add(turn.message()));
        messages.add(new Message.User(progress.submission().input()));
        messages.addAll(progress.messages().toList());
        return messages;
    }

    /** Gives tool calls ids of our own: engines repeat theirs, and an id must be unique within the task. */
    private static Reply numbered(Reply reply, int callsAsked) {
        if (!(reply instanceof Reply.UseTools(String text, List<ToolCall> calls))) {
            return reply;
        }
        List<ToolCall> numbered = new ArrayList<>();
        for (ToolCall call : calls) {
            String id = "c" + (callsAsked + numbered.size() + 1);
            numbered.add(new ToolCall(id, call.tool(), call.arguments(), call.malformedArguments()));
        }
        return new Reply.UseTools(text, numbered);
    }

    /** What holds for one call of an engine. */
    private record Bounds(Duration timeLeft, int callsAsked) {}
}
