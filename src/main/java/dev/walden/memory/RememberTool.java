package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps a fact. Its id derives from the call, so that a call that runs again keeps it once. The tool takes the words as trusted:
 * whether the task had seen words from outside is in the log, and the view of it decides.
 */
final class RememberTool implements Tool {

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    "remember",
                    "Keeps a fact or preference in long-term memory for later tasks. Write one complete sentence that can be"
                            + " understood alone. Answers with the id of the item.",
                    """
                    {"type":"object","properties":{
                      "text":{"type":"string","minLength":1,"maxLength":8000,"pattern":"\\\\S","description":"the fact"},
                      "tags":{"type":"array","maxItems":16,"items":{"type":"string","minLength":1,"maxLength":100},
                        "description":"words to find it by that it does not hold"}},
                     "required":["text"],"additionalProperties":false}""",
                    SideEffect.IDEMPOTENT,
                    Duration.ofSeconds(30))
            .needing(Capability.WRITE_MEMORY);

    private final Supplier<MemoryItems> items;

    RememberTool(Supplier<MemoryItems> items) {
        this.items = items;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws InterruptedException {
        StoredItem fact = new StoredItem(
                ItemIds.ofToolCall(context.idempotencyKey()),
                new Space(context.space()),
                input.string("text"),
                context.session(),
                null,
                null,
                tags(input),
                null,
                Map.of(),
                true,
                "task:" + context.taskId());
        items.get().storeFact(fact);
        return ToolOutput.trusted("Remembered as " + fact.id() + ": " + fact.text());
    }

    private static List<String> tags(ToolInput input) {
        return input.values().get("tags") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
