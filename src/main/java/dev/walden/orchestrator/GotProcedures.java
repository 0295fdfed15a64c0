package dev.walden.orchestrator;

import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Procedure;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** Which procedures a task got, to follow them. Pure. */
final class GotProcedures {

    private GotProcedures() {}

    /** Their names, each once, in order. */
    static List<String> of(List<Message> messages) {
        Map<String, String> asked = new HashMap<>();
        SequencedSet<String> got = new LinkedHashSet<>();
        for (Message message : messages) {
            switch (message) {
                case Message.Assistant assistant ->
                    assistant.toolCalls().forEach(call -> asked.put(call.id(), name(call)));
                case Message.ToolResult result
                when result.succeeded() && result.tool().equals(Procedure.TOOL) ->
                    got.add(asked.getOrDefault(result.toolCallId(), ""));
                case Message.ToolResult _, Message.User _, Message.Note _ -> {}
            }
        }
        return List.copyOf(got);
    }

    private static String name(ToolCall call) {
        return String.valueOf(call.arguments().get(Procedure.NAME));
    }
}
