package dev.walden.reasoning.rules;

import dev.walden.conversation.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls that came to an end, read once from the first to the last. Confined to one reply. */
final class CallsInOrder {

    private final List<Ended> ended = new ArrayList<>();

    /** How many have been recognised: the next one is looked for behind these. */
    private int recognised;

    private boolean skipped;

    CallsInOrder(List<Message> steps) {
        Map<String, Want> asked = new HashMap<>();
        for (Message message : steps) {
            switch (message) {
                case Message.Assistant assistant ->
                    assistant
                            .toolCalls()
                            .forEach(call -> asked.put(call.id(), new Want(call.tool(), call.arguments())));
                case Message.ToolResult result -> {
                    Want want = asked.get(result.toolCallId());
                    if (want != null) {
                        ended.add(new Ended(want, result));
                    }
                }
                case Message.User _, Message.Note _ -> {}
            }
        }
    }

    /** The result of the next call of this kind; the same call may be wanted twice. */
    Optional<Message.ToolResult> next(Want want) {
        for (int i = recognised; i < ended.size(); i++) {
            if (ended.get(i).want().equals(want)) {
                skipped |= i > recognised;
                recognised = i + 1;
                return Optional.of(ended.get(i).result());
            }
        }
        return Optional.empty();
    }

    /** Whether there is no call beside those that have been recognised. */
    boolean allRecognised() {
        return !skipped && recognised == ended.size();
    }

    private record Ended(Want want, Message.ToolResult result) {}
}
