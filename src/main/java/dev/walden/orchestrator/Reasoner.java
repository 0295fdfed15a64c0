package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.memory.TaskMemory;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.Instructions;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.ReasoningGateway.Sending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an engine for a task's next step. Thread-safe. */
final class Reasoner {

    private static final Instructions CRITIQUE = Instructions.load(CritiquePrompt.CURRENT);

    private final ReasoningGateway gateway;
    private final OfferedTools tools;
    private final OrchestratorMetrics metrics;
    private final Optional<String> critic;

    /** @param critic the engine that is asked first to judge steps; empty for each task's own */
    Reasoner(ReasoningGateway gateway, OfferedTools tools, OrchestratorMetrics metrics, Optional<String> critic) {
        this.gateway = gateway;
        this.tools = tools;
        this.metrics = metrics;
        this.critic = critic;
    }

    /** What is to be asked next, and the intent to ask it, which is to be recorded before. */
    Question question(Progress progress, TaskMemory.Context context) {
        Prompt prompt = gateway.compose(
                        WholePrompt.recalled(context),
                        WholePrompt.messages(progress, context),
                        WholePrompt.tools(tools.current(), context))
                .ruledBy(WholePrompt.rules(context))
                .offering(context.procedures())
                .answering(progress.submission().outputSchema());
        return question(progress, prompt, engine(progress), false);
    }

    /** What is to be asked about a step, and the intent to ask it, which is to be recorded before. */
    Question critique(TaskState state, TaskMemory.Context context) {
        Progress progress = state.progress();
        Prompt prompt = CritiquePrompt.of(CRITIQUE, state, context);
        return question(progress, prompt, critic(progress), true);
    }

    /** The engine that is asked first to judge a step of the task. */
    String critic(Progress progress) {
        return critic.orElseGet(() -> engine(progress));
    }

    private String engine(Progress progress) {
        return Optional.ofNullable(progress.submission().engine()).orElseGet(gateway::defaultEngine);
    }

    private Question question(Progress progress, Prompt prompt, String engine, boolean critique) {
        Sending sending = gateway.sending(prompt, engine);
        ReasoningStarted intent = new ReasoningStarted(
                progress.submission().task(),
                engine,
                prompt.version(),
                sending.fingerprint().digest(),
                sending.reservation().tokens(),
                sending.reservation().cost(),
                sending.cut().isNone() ? null : sending.cut().text(),
                critique);
        int step = progress.usage().ownSteps() + 1;
        // who judges leaves time for what is to come of it
        Duration atMost = critique ? progress.timeLeft().dividedBy(2) : progress.timeLeft();
        return new Question(prompt, intent, atMost, step, progress.callsAsked());
    }

    /**
     * Asks it; waits for the reply.
     *
     * @param heard gets the words of the reply while they come
     */
    List<TaskEvent> ask(Question question, Deltas heard) throws InterruptedException {
        Told told = told(question, heard);
        metrics.reasoned(told.took());
        return List.of(
                finished(question.intent(), told, numbered(told.reasoned().reply(), question.callsAsked())));
    }

    /** Asks what to make of a step; waits for the reply, which nobody hears in the making. */
    List<TaskEvent> askCritic(Question question) throws InterruptedException {
        Told told = told(question, Deltas.NOBODY);
        Reply reply = withoutCalls(told.reasoned().reply());
        metrics.criticized(
                told.took(),
                Optional.ofNullable(question.prompt().outputSchema())
                        .flatMap(schema -> Critique.of(schema, reply))
                        .map(Critique::verdict));
        return List.of(finished(question.intent(), told, reply));
    }

    private Told told(Question question, Deltas heard) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        Optional<String> engine = Optional.of(question.intent().engine());
        Reasoned reasoned = gateway.reason(question.prompt(), engine, question.timeLeft(), heard);
        return new Told(reasoned, watch.elapsed());
    }

    private static ReasoningFinished finished(ReasoningStarted intent, Told told, Reply reply) {
        Reasoned reasoned = told.reasoned();
        return new ReasoningFinished(
                intent.task(),
                reasoned.engine(),
                reply,
                reasoned.usage(),
                reasoned.cost(),
                told.took(),
                null,
                cut(reasoned, intent));
    }

    /** Calls that nobody offered and nobody will make are no opinion. */
    private static Reply withoutCalls(Reply reply) {
        return reply instanceof Reply.UseTools
                ? new Reply.Unavailable("no_opinion", "The engine wanted tools instead of judging.")
                : reply;
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

    /** What an engine replied, and how long that took. */
    private record Told(Reasoned reasoned, Duration took) {}

    /**
     * One call of an engine.
     *
     * @param timeLeft for it, with its retries
     * @param step number of the call within the task, from 1
     * @param callsAsked how many tool calls the task's replies asked for before
     */
    record Question(Prompt prompt, ReasoningStarted intent, Duration timeLeft, int step, int callsAsked) {}
}
