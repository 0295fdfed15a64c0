package dev.walden.activity;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as they are kept once their words are forgotten: what people, models and tools said is {@value #FORGOTTEN}, while ids,
 * kinds, numbers and times stay. Arguments and metadata go with their names, which may say as much. So a task still folds, an
 * item still has its id and place, and a rebuild gives the same views. Pure; doing it twice changes nothing more.
 */
final class Wordless {

    static final String FORGOTTEN = "[forgotten]";

    private Wordless() {}

    static ActivityEvent of(ActivityEvent event) {
        return switch (event) {
            case ToolCallEvent ofCall -> ofCall(ofCall);
            case TaskEvent ofTask -> ofTask(ofTask);
            case MessageStored(var item) -> new MessageStored(item(item));
            case FactStored(var item, var claim) -> new FactStored(item(item), claim == null ? null : claim.wordless());
            case EpisodeRecorded left -> episode(left);
            case MemoryEvent.DocumentReceived received -> received(received);
            case MemoryEvent.DocumentIngested(
                    var document,
                    var space,
                    var received,
                    var _,
                    var _,
                    var _,
                    var chunks,
                    var _,
                    var chunker) ->
                new MemoryEvent.DocumentIngested(
                        document, space, received, FORGOTTEN, FORGOTTEN, "", chunks, "", chunker);
            case MemoryEvent.ProcedureLearned learned -> procedure(learned);
            case MemoryEvent.SessionSummarized summary -> summary(summary);
            case ContentErased _,
                    FactConfirmed _,
                    FactSuperseded _,
                    FactDisputed _,
                    MemoryEvent.FactsMerged _,
                    MemoryEvent.FactsWeighed _,
                    SourceUndone _,
                    MemoryEvent.DocumentRefused _,
                    MemoryEvent.DocumentRemoved _,
                    MemoryEvent.ProcedureDecided _,
                    MemoryEvent.ProcedureRetired _,
                    ServiceEvent _ -> event;
        };
    }

    private static MemoryEvent.DocumentReceived received(MemoryEvent.DocumentReceived received) {
        return new MemoryEvent.DocumentReceived(
                received.document(),
                received.space(),
                received.domain(),
                FORGOTTEN,
                null,
                received.sha256(),
                null,
                received.by(),
                received.from().stream().map(SourceDigest::of).toList()); // an undoing may name them, before or later
    }

    private static EpisodeRecorded episode(EpisodeRecorded left) {
        return new EpisodeRecorded(
                left.task(),
                left.space(),
                left.session(),
                left.outcome(),
                left.tools(),
                words(left.lesson()),
                left.duration(),
                left.procedures(),
                left.actions(),
                left.usage(),
                left.cost());
    }

    private static MemoryEvent.SessionSummarized summary(MemoryEvent.SessionSummarized summary) {
        return new MemoryEvent.SessionSummarized(
                summary.item(),
                summary.space(),
                summary.session(),
                summary.tasks(),
                FORGOTTEN,
                summary.until(),
                summary.trusted(),
                summary.author());
    }

    /** Inputs are named after arguments, and go with them. */
    private static MemoryEvent.ProcedureLearned procedure(MemoryEvent.ProcedureLearned learned) {
        return new MemoryEvent.ProcedureLearned(
                learned.name(),
                learned.space(),
                FORGOTTEN,
                List.of(),
                learned.steps().stream()
                        .map(step -> new LearnedStep(step.name(), step.tool(), Map.of()))
                        .toList(),
                learned.tasks(),
                learned.trusted());
    }

    private static StoredItem item(StoredItem item) {
        return new StoredItem(
                item.id(),
                item.space(),
                FORGOTTEN,
                item.session(),
                null,
                null,
                List.of(),
                null,
                Map.of(),
                item.trusted(),
                item.source());
    }

    private static TaskEvent ofTask(TaskEvent event) {
        return switch (event) {
            case TaskEvent.TaskSubmitted(
                    var task,
                    var space,
                    var session,
                    var _,
                    var engine,
                    var limits,
                    var _,
                    var by,
                    var _,
                    var _,
                    var delegation,
                    var role) ->
                new TaskEvent.TaskSubmitted(
                        task, space, session, FORGOTTEN, engine, limits, Map.of(), by, null, null, delegation, role);
            case TaskEvent.ReasoningFinished(
                    var task,
                    var engine,
                    var reply,
                    var usage,
                    var cost,
                    var duration,
                    var started,
                    var cut) ->
                new TaskEvent.ReasoningFinished(task, engine, reply(reply), usage, cost, duration, started, cut);
            case TaskEvent.Reflected(var task, var verdict, var reason, var by) ->
                new TaskEvent.Reflected(task, verdict, words(reason), by);
            case TaskEvent.TaskCompleted(var task, var _, var sources, var answered) ->
                new TaskEvent.TaskCompleted(task, FORGOTTEN, sources, answered);
            case TaskEvent.TaskFailed(var task, var code, var _, var output) ->
                new TaskEvent.TaskFailed(task, code, FORGOTTEN, words(output));
            case TaskEvent.TaskStarted _,
                    TaskEvent.ContextGathered _,
                    TaskEvent.ReasoningStarted _,
                    TaskEvent.TaskPaused _,
                    TaskEvent.TaskResumed _,
                    TaskEvent.TaskCancelled _ -> event;
            case ToolCallEvent ofCall -> ofCall(ofCall);
        };
    }

    private static TaskEvent ofCall(ToolCallEvent event) {
        return switch (event) {
            case ToolCallEvent.ToolCallStarted(var task, var call, var tool, var _, var effect, var key, var attempt) ->
                new ToolCallEvent.ToolCallStarted(task, call, tool, Map.of(), effect, key, attempt);
            case ToolCallEvent.ToolCallFinished(
                    var task,
                    var call,
                    var outcome,
                    var _,
                    var trusted,
                    var duration,
                    var _,
                    var asked) ->
                new ToolCallEvent.ToolCallFinished(task, call, outcome, FORGOTTEN, trusted, duration, List.of(), asked);
            case ToolCallEvent.ToolCallSettled settled -> settled(settled);
            case ToolCallEvent.ProbeBegun probe -> probe(probe);
            case ToolCallEvent.CompensationBegun undo -> compensation(undo);
            case ToolCallEvent.ApprovalDecided decided -> decided(decided);
            case ToolCallEvent.DelegationEnded(
                    var task,
                    var call,
                    var child,
                    var outcome,
                    var _,
                    var trusted,
                    var use) -> new ToolCallEvent.DelegationEnded(task, call, child, outcome, FORGOTTEN, trusted, use);
            case ToolCallEvent.InputRequested(var task, var call, var _) ->
                new ToolCallEvent.InputRequested(task, call, FORGOTTEN);
            case ToolCallEvent.InputGiven(var task, var _, var by, var untrusted) ->
                new ToolCallEvent.InputGiven(task, FORGOTTEN, by, untrusted);
            case ToolCallEvent.ToolCallInDoubt _,
                    ToolCallEvent.ApprovalRequested _,
                    ToolCallEvent.PlanMade _,
                    ToolCallEvent.TaskDelegated _ -> event; // their words are our own
        };
    }

    /** Nothing more is to be read out of words that are no more. */
    private static TaskEvent probe(ToolCallEvent.ProbeBegun probe) {
        return new ToolCallEvent.ProbeBegun(
                probe.task(),
                probe.call(),
                probe.probe(),
                probe.tool(),
                Map.of(),
                null,
                null,
                probe.acts(),
                probe.notBefore(),
                probe.begunBy());
    }

    private static TaskEvent compensation(ToolCallEvent.CompensationBegun undo) {
        return new ToolCallEvent.CompensationBegun(
                undo.task(),
                undo.call(),
                undo.compensation(),
                undo.tool(),
                Map.of(),
                words(undo.comment()),
                undo.begunBy());
    }

    private static TaskEvent settled(ToolCallEvent.ToolCallSettled settled) {
        return new ToolCallEvent.ToolCallSettled(
                settled.task(),
                settled.call(),
                settled.resolution(),
                words(settled.result()),
                words(settled.comment()),
                settled.settledBy(),
                settled.untrusted());
    }

    private static TaskEvent decided(ToolCallEvent.ApprovalDecided decided) {
        return new ToolCallEvent.ApprovalDecided(
                decided.task(),
                decided.approval(),
                decided.decision(),
                words(decided.comment()),
                decided.decidedBy(),
                decided.arguments() == null ? null : Map.of(),
                decided.untrusted());
    }

    private static Reply reply(Reply reply) {
        return switch (reply) {
            case Reply.Answer(var _, var sources) -> new Reply.Answer(FORGOTTEN, sources);
            case Reply.UseTools(var _, var calls) ->
                new Reply.UseTools(FORGOTTEN, calls.stream().map(Wordless::call).toList());
            case Reply.Refusal _ -> new Reply.Refusal(FORGOTTEN);
            case Reply.Unavailable _ -> reply;
        };
    }

    private static ToolCall call(ToolCall call) {
        return new ToolCall(call.id(), call.tool(), Map.of(), words(call.malformedArguments()));
    }

    private static @Nullable String words(@Nullable String text) {
        return text == null ? null : FORGOTTEN;
    }
}
