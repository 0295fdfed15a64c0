package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import dev.walden.reasoning.LongResult;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the calls made so far go against what the request says. Immutable.
 *
 * @param open what the request says and no call has gone against yet; each is spoken of once
 * @param calls how many were made, of other tools than the machine's own
 * @param latest what is to be told of the last batch
 */
record Contradictions(List<Constraint> open, int calls, List<String> latest) {

    private static final Set<String> OWN =
            Set.of(AskUserTool.NAME, PlanTool.NAME, DelegateTool.NAME, LongResult.TOOL, Procedure.TOOL);

    Contradictions {
        open = List.copyOf(open);
        latest = List.copyOf(latest);
    }

    /** Before the first call. The words of a sub-task are an engine's, and no person's. */
    static Contradictions of(TaskSubmitted submission) {
        List<Constraint> said = submission.delegation() == null ? RequestConstraints.of(submission.input()) : List.of();
        return new Contradictions(said, 0, List.of());
    }

    /** After one batch of calls has come to its end. */
    Contradictions after(ToolBatch batch) {
        if (open.isEmpty()) {
            return latest.isEmpty() ? this : new Contradictions(open, calls, List.of());
        }
        List<Constraint> left = new ArrayList<>(open);
        List<String> told = new ArrayList<>();
        int made = calls;
        for (Entry entry : batch.entries()) {
            if (isMade(entry)) {
                ToolCall call = entry.call();
                boolean own = OWN.contains(call.tool());
                int number = own ? made : ++made;
                left.removeIf(constraint -> {
                    Optional<String> contradiction = constraint.contradiction(call, own, number);
                    contradiction.ifPresent(told::add);
                    return contradiction.isPresent();
                });
            }
        }
        return new Contradictions(left, made, told);
    }

    /** What was refused, by policy, a person or a tool's schema, did nothing. */
    private static boolean isMade(Entry entry) {
        return entry.status() instanceof CallStatus.Done(ToolCallOutcome outcome, var _, var _, var _)
                && outcome != ToolCallOutcome.INVALID
                && outcome != ToolCallOutcome.DENIED;
    }
}
