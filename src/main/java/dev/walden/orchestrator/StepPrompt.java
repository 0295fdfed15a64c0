package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Instructions;
import dev.walden.reasoning.PastPrompt;
import dev.walden.reasoning.Prompt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prompt of one model call of a task, put together again from the log.
 *
 * @param step the number of the call within the task, from 1
 * @param seq the record of its intent
 * @param intent what was recorded of it
 * @param prompt what was made for the engine that answered, or for the one that comes first where none did. To that it was sent, unless it did
 *     not fit with everything left out that can be: then the call ended as {@code context_exceeded}
 * @param exact whether what was made for the engine that comes first is made again byte for byte, by its digest; what another was sent is made of
 *     the same whole and has no digest of its own
 * @param missing why it is not, a sentence each; empty when it is
 * @param fallback who answered in place of the engine that comes first; null when that one did, or none
 */
public record StepPrompt(
        int step,
        long seq,
        ReasoningStarted intent,
        PastPrompt prompt,
        boolean exact,
        List<String> missing,
        @Nullable Fallback fallback) {

    public StepPrompt {
        missing = List.copyOf(missing);
    }

    /** What of the whole prompt is not in it, as it was recorded; empty for nothing. */
    public String cut() {
        String ofFirst = intent.cut();
        return fallback != null ? fallback.cut() : ofFirst == null ? "" : ofFirst;
    }

    /** All words of it, for people. */
    public String text() {
        return prompt.text();
    }

    /** @param candidates tools that may have been offered then, the likeliest first: those are taken that make it exact */
    static StepPrompt of(AskedStep asked, TaskMemory.Context context, Iterable<List<ToolDescriptor>> candidates) {
        Iterator<List<ToolDescriptor>> tools = candidates.iterator();
        StepPrompt first = with(asked, context, tools.hasNext() ? Optional.of(tools.next()) : Optional.empty());
        StepPrompt found = first;
        while (!found.exact() && !asked.intent().critique() && tools.hasNext()) {
            found = with(asked, context, Optional.of(tools.next()));
        }
        return found.exact() ? found : first;
    }

    private static StepPrompt with(AskedStep asked, TaskMemory.Context context, Optional<List<ToolDescriptor>> tools) {
        ReasoningStarted intent = asked.intent();
        Optional<Instructions> instructions = Instructions.find(intent.promptVersion());
        Instructions told =
                instructions.orElseGet(() -> new Instructions(intent.promptVersion(), TaskMemory.FORGOTTEN));
        Prompt whole = intent.critique()
                ? CritiquePrompt.of(told, asked.state(), context)
                : ofNextStep(told, asked.before(), context, tools.orElse(List.of()));
        PastPrompt first =
                PastPrompt.of(whole, Optional.ofNullable(intent.cut()).orElse(""));
        boolean exact = first.digest().equals(intent.promptDigest());
        List<String> missing = new ArrayList<>();
        if (!exact) {
            if (instructions.isEmpty()) {
                missing.add("The instructions " + intent.promptVersion() + " are not part of this version of Walden.");
            }
            if (tools.isEmpty() && !intent.critique()) {
                missing.add("Which tools were offered was not recorded then.");
            }
            if (!intent.critique()
                    && ContextGathered.NOT_RECORDED.equals(
                            asked.before().given().procedures())) {
                missing.add("Which procedures were offered was not recorded then.");
            }
            missing.addAll(ForgottenParts.of(whole));
            if (missing.isEmpty()) {
                missing.add(
                        "Something was different then: tools that a start could not record as the disk was full, or an item whose"
                                + " standing has changed since.");
            }
        }
        Fallback fallback = asked.fallback().orElse(null);
        PastPrompt prompt = fallback == null ? first : PastPrompt.of(whole, fallback.cut());
        return new StepPrompt(asked.number(), asked.seq(), intent, prompt, exact, missing, fallback);
    }

    private static Prompt ofNextStep(
            Instructions told, Progress before, TaskMemory.Context context, List<ToolDescriptor> tools) {
        return new Prompt(
                told.version(),
                told.text(),
                WholePrompt.rules(context),
                WholePrompt.recalled(context),
                WholePrompt.messages(before, context),
                WholePrompt.tools(tools, context),
                context.procedures(),
                before.submission().outputSchema());
    }

    /**
     * Who answered in place of the engine that comes first.
     *
     * @param cut what of the whole prompt it was not sent; empty for nothing
     */
    public record Fallback(String engine, String cut) {}
}
