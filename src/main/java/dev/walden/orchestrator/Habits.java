package dev.walden.orchestrator;

import dev.walden.activity.CanonicalJson;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The recent tool calls of a task, as far as it takes to notice that it goes round in circles. Immutable.
 *
 * @param recent what each reply called with what, newest last, at most {@value #WINDOW} replies
 * @param succeeded the tools whose calls succeeded, in order, a tool several times in a row once; at most {@value #WINDOW}
 * @param actions the tools called, in order, with what did not succeed told as {@code TOOL OUTCOME}, several equal ones in a row once; at most {@value #WINDOW}
 * @param failedBatches how many batches in a row had no success at all
 * @param emptyBatches how many batches so far had a success that gave nothing back
 * @param plans how its plans went
 * @param contradictions which calls went against the words of the request
 */
record Habits(
        List<Set<String>> recent,
        List<String> succeeded,
        List<String> actions,
        int failedBatches,
        int emptyBatches,
        Plans plans,
        Contradictions contradictions) {

    private static final int WINDOW = 32;
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    Habits {
        recent = List.copyOf(recent);
        succeeded = List.copyOf(succeeded);
        actions = List.copyOf(actions);
    }

    /** Before the first call. */
    static Habits of(TaskSubmitted submission) {
        return new Habits(List.of(), List.of(), List.of(), 0, 0, Plans.NONE, Contradictions.of(submission));
    }

    /** After one batch of calls has come to its end. */
    Habits after(ToolBatch batch) {
        List<Set<String>> called = new ArrayList<>(recent);
        List<String> worked = new ArrayList<>(succeeded);
        List<String> did = new ArrayList<>(actions);
        boolean anySuccess = false;
        called.add(calledIn(batch));
        for (ToolBatch.Entry entry : batch.entries()) {
            if (entry.status() instanceof CallStatus.Skipped || batch.isUnfolded(entry)) {
                continue; // its steps are what was done
            }
            addUnlessLast(did, told(entry));
            if (entry.succeeded()) {
                anySuccess = true;
                addUnlessLast(worked, entry.call().tool());
            }
        }
        boolean anyEmpty = batch.entries().stream().anyMatch(ToolBatch.Entry::isEmpty);
        return new Habits(
                newest(called),
                newest(worked),
                newest(did),
                anySuccess ? 0 : failedBatches + 1,
                emptyBatches + (anyEmpty ? 1 : 0),
                plans.after(batch),
                contradictions.after(batch));
    }

    /** Once a batch: asking twice at the same time is waste, asking again after the answer is a circle. */
    private static Set<String> calledIn(ToolBatch batch) {
        return batch.entries().stream()
                .filter(entry -> !(entry.status() instanceof CallStatus.Skipped))
                .filter(entry ->
                        entry.step() == null || !entry.succeeded()) // a new plan may well begin as the last one did
                .map(entry -> signature(entry.call()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isPlan(ToolBatch.Entry entry) {
        return entry.call().tool().equals(PlanTool.NAME);
    }

    /** In how many of the recent replies this very call is. */
    int repetitions(ToolCall call) {
        String signature = signature(call);
        return (int) recent.stream().filter(reply -> reply.contains(signature)).count();
    }

    /** Whether the tools that succeeded are all that was called. */
    boolean allSucceeded() {
        return actions.equals(succeeded);
    }

    private static void addUnlessLast(List<String> all, String next) {
        if (all.isEmpty() || !all.getLast().equals(next)) {
            all.add(next);
        }
    }

    /** A model may call what it likes; only what can be a tool's name is told. */
    static String toolName(ToolCall call) {
        return TOOL_NAME.matcher(call.tool()).matches() ? call.tool() : "unknown";
    }

    private static String told(ToolBatch.Entry entry) {
        String named = toolName(entry.call());
        return entry.succeeded() ? named : named + " " + entry.outcome().name().toLowerCase(Locale.ROOT);
    }

    /** The same for the same arguments, in whatever order an engine writes them. */
    private static String signature(ToolCall call) {
        return call.malformed()
                .map(text -> CanonicalJson.sha256(Map.of("tool", call.tool(), "malformed", text)))
                .orElseGet(() -> CallRules.digest(call));
    }

    /**
     * How a task's plans went.
     *
     * @param refused how many in a row could not be begun
     * @param failed how many ended with steps that did not succeed
     */
    record Plans(int refused, int failed) {

        static final Plans NONE = new Plans(0, 0);

        private Plans after(ToolBatch batch) {
            boolean any = false;
            boolean begun = false;
            boolean failures = false;
            for (ToolBatch.Entry entry : batch.entries()) {
                boolean unfolded = batch.isUnfolded(entry);
                any |= isPlan(entry);
                begun |= unfolded;
                failures |= unfolded && !entry.succeeded();
            }
            return any ? new Plans(begun ? 0 : refused + 1, failed + (failures ? 1 : 0)) : this;
        }
    }

    private static <T> List<T> newest(List<T> all) {
        return all.size() <= WINDOW ? all : all.subList(all.size() - WINDOW, all.size());
    }
}
