package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * The recent tool calls of a task, as far as it takes to notice that it goes round in circles. Immutable.
 *
 * @param recent what was called with what, newest last, at most {@value #WINDOW}
 * @param succeeded the tools whose calls succeeded, in order, a tool several times in a row once; at most {@value #WINDOW}
 * @param failedBatches how many batches in a row had no success at all
 */
record Habits(List<String> recent, List<String> succeeded, int failedBatches) {

    static final Habits NONE = new Habits(List.of(), List.of(), 0);

    private static final int WINDOW = 32;

    Habits {
        recent = List.copyOf(recent);
        succeeded = List.copyOf(succeeded);
    }

    /** After one batch of calls has come to its end. */
    Habits after(ToolBatch batch) {
        List<String> called = new ArrayList<>(recent);
        List<String> worked = new ArrayList<>(succeeded);
        boolean anySuccess = false;
        // Once a batch: asking twice at the same time is waste, asking again after the answer is a circle.
        batch.entries().stream()
                .map(entry -> signature(entry.call()))
                .distinct()
                .forEach(called::add);
        for (ToolBatch.Entry entry : batch.entries()) {
            if (entry.succeeded()) {
                anySuccess = true;
                if (worked.isEmpty() || !worked.getLast().equals(entry.call().tool())) {
                    worked.add(entry.call().tool());
                }
            }
        }
        return new Habits(newest(called), newest(worked), anySuccess ? 0 : failedBatches + 1);
    }

    /** How often this very call is among the recent ones. */
    int repetitions(ToolCall call) {
        String signature = signature(call);
        return (int) recent.stream().filter(signature::equals).count();
    }

    private static String signature(ToolCall call) {
        return call.tool() + call.malformed().orElseGet(() -> call.arguments().toString());
    }

    private static List<String> newest(List<String> all) {
        return all.size() <= WINDOW ? all : all.subList(all.size() - WINDOW, all.size());
    }
}
