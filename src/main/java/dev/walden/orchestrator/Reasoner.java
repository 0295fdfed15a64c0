package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.memory.TaskMemory;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.ReasoningGateway.Sending;
import dev.walden.tools.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** What is to be asked next, and the intent to ask it, which is to be recorded before. */
    Question question(Progress progress, TaskMemory.Context context) {
        Prompt prompt = gateway.compose(
                        WholePrompt.recalled(context),
                        WholePrompt.messages(progress, context),
                        WholePrompt.tools(toolbox.offered(), context))
                .ruledBy(WholePrompt.rules(context))
                .offering(context.procedures())
                .answering(progress.submission().outputSchema());
        String engine = Optional.ofNullable(progress.submission().engine()).orElseGet(gateway::defaultEngine);
        Sending sending = gateway.sending(prompt, engine);
        ReasoningStarted intent = new ReasoningStarted(
                progress.submission().task(),
                engine,
                prompt.version(),
                sending.fingerprint().digest(),
                sending.fingerprint().reservedTokens(),
                sending.cost(),
                sending.cut().isNone() ? null : sending.cut().text());
        int step = progress.usage().ownSteps() + 1;
        return new Question(prompt, intent, progress.timeLeft(), step, progress.callsAsked());
    }

    /**
     * Asks it; waits for the reply.
     *
     * @param heard gets the words of the reply while they come
     */
    List<TaskEvent> ask(Question question, Deltas heard) throws InterruptedException {
        ReasoningStarted intent = question.intent();
        Stopwatch watch = Stopwatch.start();
        Reasoned reasoned = gateway.reason(question.prompt(), Optional.of(intent.engine()), question.timeLeft(), heard);
        Duration took = watch.elapsed();
        metrics.reasoned(took);
        return List.of(new ReasoningFinished(
                intent.task(),
                reasoned.engine(),
                numbered(reasoned.reply(), question.callsAsked()),
                reasoned.usage(),
                reasoned.cost(),
                took,
                null,
                cut(reasoned, intent)));
    }

    /** What an engine that answered was not sent, if that is something else than what was recorded before. */
    private static @Nullable String cut(Reasoned reasoned, ReasoningStarted intent) {
        String cut = reasoned.cut().text();
        boolean known = cut.equals(intent.cut() == null ? "" : intent.cut());
        return known || reasoned.reply() instanceof Reply.Unavailable ? null : cut;
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

    /**
     * One call of an engine.
     *
     * @param timeLeft for it, with its retries
     * @param step number of the call within the task, from 1
     * @param callsAsked how many tool calls the task's replies asked for before
     */
    record Question(Prompt prompt, ReasoningStarted intent, Duration timeLeft, int step, int callsAsked) {}
}
