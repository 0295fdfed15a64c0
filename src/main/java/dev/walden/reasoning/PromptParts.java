package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.Message.Assistant;
import dev.walden.conversation.Message.ToolResult;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.ToolDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole prompt, taken apart into what can be left out of it and what cannot. The one place where prompts are cut. Immutable.
 *
 * @param items recalled, best first, without what is quoted of older turns
 * @param quotation what is quoted of older turns; null when nothing is
 * @param turns of the session, oldest first: each what was asked, and what was answered
 * @param input what the task asks; null when no person has said anything
 * @param steps of the task, oldest first: each what the agent said, and the results of the calls that it asked for; an answer that was
 *     sent back, and why, belong to the step before
 */
record PromptParts(
        Prompt whole,
        List<RecalledItem> items,
        @Nullable RecalledItem quotation,
        List<List<Message>> turns,
        Message.@Nullable User input,
        List<List<Message>> steps) {

    /** How much is shown of a result of an older step when room is scarce; nothing is shown shorter. */
    static final int SHORTEST_CHARACTERS = 400;

    static PromptParts of(Prompt whole) {
        List<RecalledItem> items = new ArrayList<>(whole.recalled());
        RecalledItem quotation =
                items.isEmpty() || !items.getLast().kind().equals(RecalledItem.QUOTATION) ? null : items.removeLast();
        List<Message> messages = whole.messages();
        TaskSoFar task = TaskSoFar.of(whole);
        int input = messages.size() - task.steps().size() - 1;
        return new PromptParts(
                whole,
                items,
                quotation,
                groups(task.earlier(), Message.User.class::isInstance),
                input < 0 ? null : (Message.User) messages.get(input),
                groups(task.steps(), message -> message instanceof Assistant && !isAnswer(message)));
    }

    /** The messages in groups that begin with such a one, whatever comes before the first. */
    private static List<List<Message>> groups(List<Message> messages, Predicate<Message> first) {
        List<List<Message>> groups = new ArrayList<>();
        for (Message message : messages) {
            if (groups.isEmpty() || first.test(message)) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(message);
        }
        return groups;
    }

    /** Among the steps of a task: the agent's last word, which was sent back. */
    private static boolean isAnswer(Message message) {
        return message instanceof Assistant said && said.toolCalls().isEmpty();
    }

    /** Whether a step is shown shorter by such a cut. */
    boolean shortens(Cut cut) {
        return IntStream.range(0, steps.size()).anyMatch(i -> !step(i, cut).equals(steps.get(i)));
    }

    /** How long what can be shortened of the latest step is at most. */
    int longestOfLatest() {
        return steps.isEmpty()
                ? 0
                : steps.getLast().stream()
                        .filter(message -> message instanceof ToolResult || isAnswer(message))
                        .mapToInt(message -> message.text().length())
                        .max()
                        .orElse(0);
    }

    /** A step as it is shown, which is not one that is left out. */
    List<Message> step(int index, Cut cut) {
        boolean latest = index == steps.size() - 1 && cut.latestCharacters() > 0;
        boolean scarce = latest || index < cut.shortened();
        int characters = latest ? cut.latestCharacters() : scarce ? SHORTEST_CHARACTERS : cut.resultCharacters();
        List<Message> shown = new ArrayList<>();
        for (Message message : steps.get(index)) {
            shown.add(
                    switch (message) {
                        case ToolResult result
                        when characters > 0 -> LongResult.shortened(result, characters, !cut.unreadable());
                        case Assistant answer
                        when scarce && isAnswer(answer) -> LongResult.shortened(answer, characters);
                        default -> message;
                    });
        }
        return shown;
    }

    /** The prompt without what is cut. What reads on in results is offered only where there is something to read on in. */
    Prompt without(Cut cut) {
        List<RecalledItem> recalled = new ArrayList<>(items.subList(0, rest(items, cut.items())));
        if (quotation != null && cut.turns() == 0) {
            recalled.add(quotation);
        }
        List<Message> messages = new ArrayList<>();
        int turnsCut = Math.max(0, cut.turns() - (quotation == null ? 0 : 1));
        turns.stream().skip(turnsCut).forEach(messages::addAll);
        if (input != null) {
            messages.add(cut.steps() == 0 ? input : new Message.User(input.text() + "\n\n" + leftOut(cut)));
        }
        boolean readable = cut.steps() > 0;
        for (int i = cut.steps(); i < steps.size(); i++) {
            List<Message> shown = step(i, cut);
            readable |= hasShortenedResult(shown, steps.get(i));
            messages.addAll(shown);
        }
        int procedures = cut.toolless() ? 0 : rest(whole.procedures(), cut.procedures());
        return new Prompt(
                whole.version(),
                whole.instructions(),
                whole.rules(),
                recalled,
                messages,
                cut.toolless()
                        ? List.of()
                        : tools(readable && !cut.unreadable(), procedures > 0 || cut.procedures() == 0),
                whole.procedures().subList(0, procedures),
                whole.outputSchema());
    }

    private static boolean hasShortenedResult(List<Message> shown, List<Message> whole) {
        return IntStream.range(0, whole.size())
                .anyMatch(i -> whole.get(i) instanceof ToolResult result && !result.equals(shown.get(i)));
    }

    /** There may be fewer today than when it was cut. */
    private static int rest(List<?> all, int cut) {
        return Math.max(0, all.size() - cut);
    }

    /** In the place of steps that are left out. */
    static String leftOut(Cut cut) {
        return (cut.steps() == 1 ? "[The first step" : "[The first " + cut.steps() + " steps")
                + " of your work on this are left out here, as the prompt would be too long."
                + (cut.unreadable()
                        ? "]"
                        : " Results of their calls, whose ids count from c1, can be read with " + LongResult.TOOL
                                + ".]");
    }

    private List<ToolDescriptor> tools(boolean readable, boolean procedures) {
        return whole.tools().stream()
                .filter(tool -> readable || !tool.name().equals(LongResult.TOOL))
                .filter(tool -> procedures || !tool.name().equals(Procedure.TOOL))
                .toList();
    }
}
