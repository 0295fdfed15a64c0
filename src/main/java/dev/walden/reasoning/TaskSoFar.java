package dev.walden.reasoning;

import dev.walden.conversation.Message;
import java.util.List;

/**
 * A prompt's messages, cut where the task begins. Immutable.
 *
 * @param earlier turns of the session before the task
 * @param input what the task asks; empty when no person has said anything
 * @param steps what the agent has done for it: assistant turns and the results of their calls
 */
public record TaskSoFar(List<Message> earlier, String input, List<Message> steps) {

    public TaskSoFar {
        earlier = List.copyOf(earlier);
        steps = List.copyOf(steps);
    }

    /** The task is the last thing that a person said. */
    public static TaskSoFar of(Prompt prompt) {
        List<Message> messages = prompt.messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Message.User user) {
                return new TaskSoFar(messages.subList(0, i), user.text(), messages.subList(i + 1, messages.size()));
            }
        }
        return new TaskSoFar(List.of(), "", messages);
    }

    /** How many replies the task has had. */
    public int replies() {
        return Math.toIntExact(
                steps.stream().filter(Message.Assistant.class::isInstance).count());
    }

    /** How many tool calls they asked for; ids of further calls go on from here. */
    public int calls() {
        int calls = 0;
        for (Message step : steps) {
            calls += step instanceof Message.Assistant assistant
                    ? assistant.toolCalls().size()
                    : 0;
        }
        return calls;
    }
}
