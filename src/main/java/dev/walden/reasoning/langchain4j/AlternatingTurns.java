package dev.walden.reasoning.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of which a user's is the first and the next is always the other's. Results of tools count as a user's message: the library
 * puts all of them into one, but nothing beside them, so that a turn that was never answered is closed in words.
 */
final class AlternatingTurns {

    private static final String NO_ANSWER = "(no answer)";
    private static final String NO_QUESTION = "(no words)";

    private final List<ChatMessage> turns = new ArrayList<>();

    private AlternatingTurns() {}

    static List<ChatMessage> of(List<ChatMessage> messages) {
        AlternatingTurns result = new AlternatingTurns();
        messages.forEach(result::add);
        return result.turns;
    }

    private void add(ChatMessage message) {
        switch (message) {
            case UserMessage user
            when last() instanceof UserMessage before -> turns.set(turns.size() - 1, together(before, user));
            case UserMessage user
            when last() instanceof ToolExecutionResultMessage -> {
                turns.add(AiMessage.from(NO_ANSWER));
                turns.add(user);
            }
            case AiMessage assistant
            when last() instanceof AiMessage before -> turns.set(turns.size() - 1, together(before, assistant));
            case AiMessage assistant
            when last() instanceof SystemMessage -> {
                turns.add(UserMessage.from(NO_QUESTION));
                turns.add(assistant);
            }
            default -> turns.add(message);
        }
    }

    /** The instructions are always there, and before everything. */
    private ChatMessage last() {
        return turns.isEmpty() ? SystemMessage.from(NO_QUESTION) : turns.getLast();
    }

    private static UserMessage together(UserMessage first, UserMessage second) {
        List<Content> contents = new ArrayList<>(first.contents());
        contents.addAll(second.contents());
        return UserMessage.from(contents);
    }

    /** The first one called nothing, else results would stand between them. */
    private static AiMessage together(AiMessage first, AiMessage second) {
        String text = second.text() == null ? first.text() : first.text() + "\n\n" + second.text();
        return second.hasToolExecutionRequests()
                ? AiMessage.from(text, second.toolExecutionRequests())
                : AiMessage.from(text);
    }
}
