package dev.walden.orchestrator;

import dev.walden.activity.JsonText;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Clipped;
import dev.walden.conversation.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges the results of one batch of tool calls by cheap deterministic checks. Pure. */
final class Reflection {

    /** The same call with the same arguments so often, among the recent ones, is going round in circles. */
    static final int SAME_CALL_LIMIT = 3;

    /** So many batches in a row without any success are enough. */
    static final int FAILED_BATCH_LIMIT = 5;

    /** So many plans in a row that cannot even be begun are enough: what is wrong with the first was told. */
    static final int REFUSED_PLAN_LIMIT = 2;

    /** So many plans that did not come to their end are enough. */
    static final int FAILED_PLAN_LIMIT = 5;

    private static final int LONGEST_QUOTE = 200;

    private Reflection() {}

    /** @param progress with the batch's results already counted into its habits */
    static Judgement judge(Progress progress, ToolBatch batch) {
        for (ToolBatch.Entry entry : batch.entries()) {
            ToolCall call = entry.call();
            int times = progress.habits().repetitions(call);
            if (times >= SAME_CALL_LIMIT) {
                return new Judgement(
                        Verdict.GIVE_UP,
                        "The task goes round in circles: %s was called %d times with the same arguments. %s"
                                .formatted(Habits.toolName(call), times, whatHappened(entry)));
            }
        }
        Optional<Judgement> ofPlan = planned(progress.habits(), batch);
        if (ofPlan.isPresent()) {
            return ofPlan.get();
        }
        if (progress.habits().failedBatches() >= FAILED_BATCH_LIMIT) {
            return new Judgement(
                    Verdict.GIVE_UP,
                    "%d tool steps in a row failed. %s"
                            .formatted(
                                    progress.habits().failedBatches(),
                                    whatHappened(batch.entries().getLast())));
        }
        return ResultChecks.advice(progress.habits(), batch)
                .map(advice -> new Judgement(Verdict.RETRY, advice))
                .orElseGet(() -> new Judgement(Verdict.ACCEPT, null));
    }

    /** What a later task can learn from: the call and what came of it. */
    private static String whatHappened(ToolBatch.Entry last) {
        ToolCall call = last.call();
        String arguments = call.malformed().orElseGet(() -> JsonText.write(call.arguments()));
        return "The last call was %s %s and came to: %s"
                .formatted(Habits.toolName(call), clipped(arguments), clipped(last.told()));
    }

    private static String clipped(String text) {
        return Clipped.of(text.replaceAll("\\s+", " ").strip(), LONGEST_QUOTE);
    }

    private static Optional<Judgement> planned(Habits habits, ToolBatch batch) {
        Habits.Plans plans = habits.plans();
        Optional<ToolBatch.Entry> plan = batch.entries().stream()
                .filter(entry -> entry.call().tool().equals(PlanTool.NAME) && !entry.succeeded())
                .findFirst();
        boolean other = batch.entries().stream().anyMatch(entry -> batch.isUnfolded(entry) && entry.succeeded());
        if (plan.isEmpty() || other) {
            return Optional.empty();
        }
        if (plans.refused() >= REFUSED_PLAN_LIMIT) {
            return Optional.of(
                    new Judgement(Verdict.GIVE_UP, "%d plans in a row could not be begun.".formatted(plans.refused())));
        }
        if (plans.failed() >= FAILED_PLAN_LIMIT) {
            return Optional.of(
                    new Judgement(Verdict.GIVE_UP, "%d plans did not come to their end.".formatted(plans.failed())));
        }
        List<String> told = new ArrayList<>(List.of("The plan did not come to its end."));
        told.addAll(habits.contradictions().latest());
        return Optional.of(new Judgement(Verdict.REPLAN, String.join(" ", told)));
    }

    /** A verdict and, unless it is a plain accept, its reason. */
    record Judgement(Verdict verdict, @Nullable String reason) {}
}
