package dev.walden.reasoning.llama;

import dev.walden.conversation.Message;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.PromptText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One turn of a conversation as models know it. Results of tools are said by the user: no template that the library knows has a place for
 * them.
 *
 * @param role user or assistant
 */
record Turn(String role, String text) {

    static final String USER = "user";
    static final String ASSISTANT = "assistant";

    /**
     * What stands before the turns.
     *
     * @param mostCalls in one reply
     */
    static String system(Prompt prompt, int mostCalls) {
        String instructions = PromptText.instructions(prompt);
        return prompt.tools().isEmpty() ? instructions : instructions + "\n\n" + ToolCalls.offered(prompt, mostCalls);
    }

    /** By turns, the user first: some templates take nothing else. */
    static List<Turn> of(Prompt prompt) {
        List<Turn> turns = new ArrayList<>();
        for (Message message : prompt.messages()) {
            Turn turn = of(message);
            if (turns.isEmpty() && !turn.role.equals(USER)) {
                turns.add(new Turn(USER, PromptText.words("")));
            }
            if (!turns.isEmpty() && turns.getLast().role.equals(turn.role)) {
                turn = new Turn(turn.role, turns.removeLast().text + "\n\n" + turn.text);
            }
            turns.add(turn);
        }
        return turns;
    }

    private static Turn of(Message message) {
        return switch (message) {
            case Message.User user -> new Turn(USER, PromptText.words(user.text()));
            case Message.Assistant assistant -> new Turn(ASSISTANT, said(assistant));
            case Message.ToolResult result ->
                new Turn(USER, "Result of the tool " + result.tool() + ": " + PromptText.result(result));
            case Message.Note note -> new Turn(USER, PromptText.note(note));
        };
    }

    private static String said(Message.Assistant assistant) {
        if (assistant.toolCalls().isEmpty()) {
            return PromptText.words(assistant.text());
        }
        String calls = assistant.toolCalls().stream().map(ToolCalls::line).collect(Collectors.joining("\n"));
        return assistant.text().isBlank() ? calls : assistant.text() + "\n" + calls;
    }
}
