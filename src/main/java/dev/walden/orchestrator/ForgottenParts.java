package dev.walden.orchestrator;

import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory;
import dev.walden.reasoning.Prompt;
import java.util.ArrayList;
import java.util.List;

/** What of a prompt that is put together again was forgotten since, a sentence for each part. Pure. */
final class ForgottenParts {

    private ForgottenParts() {}

    static List<String> of(Prompt whole) {
        List<String> forgotten = new ArrayList<>();
        List<String> items = whole.recalled().stream()
                .filter(item -> item.text().contains(TaskMemory.FORGOTTEN))
                .map(RecalledItem::id)
                .toList();
        if (!items.isEmpty()) {
            forgotten.add("Words of recalled items were forgotten since: " + String.join(", ", items) + ".");
        }
        List<String> procedures = whole.procedures().stream()
                .filter(one -> one.description().equals(TaskMemory.FORGOTTEN))
                .map(OfferedProcedure::name)
                .toList();
        if (!procedures.isEmpty()) {
            forgotten.add("Words of procedures were forgotten since: " + String.join(", ", procedures) + ".");
        }
        if (whole.messages().stream().anyMatch(message -> message.text().equals(TaskMemory.FORGOTTEN))) {
            forgotten.add("Words of the conversation were forgotten since.");
        }
        return forgotten;
    }
}
