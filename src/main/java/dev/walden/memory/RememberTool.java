package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskId;
import dev.walden.memory.semantic.FactWords;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps a fact. Its id derives from the call, so that a call that runs again keeps it once. The tool takes the words as trusted:
 * whether the task had seen words from outside is in the log, and the view of it decides. What memory holds in the same words is not
 * kept again: a task that repeats what it was given confirms nothing.
 */
final class RememberTool implements Tool {

    private static final int HEARD = 10;

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
    private final Supplier<MemorySearch> search;
    private final Supplier<Provenance> provenance;

    RememberTool(Supplier<MemoryItems> items, Supplier<MemorySearch> search, Supplier<Provenance> provenance) {
        this.items = items;
        this.search = search;
        this.provenance = provenance;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
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
        MemoryItem heard = heard(fact).orElse(null);
        Seen seen = provenance.get().seenBy(new TaskId(context.taskId()));
        try {
            String id = items.get().storeFact(new Told(ItemKind.FACT, fact, null, seen, heard, false));
            return ToolOutput.trusted("Remembered as " + id + ": " + fact.text());
        } catch (MemoryException.Unacceptable e) {
            throw ToolException.trusted(String.valueOf(e.getMessage()));
        }
    }

    /** What somebody said in these words: recalled words are not learned as new ones. */
    private Optional<MemoryItem> heard(StoredItem fact) throws InterruptedException {
        MemoryQuery words = new MemoryQuery(fact.space(), fact.text(), HEARD, Set.of(ItemKind.MESSAGE), null, null);
        FactWords said = FactWords.of(fact.text());
        return search.get().search(words).hits().stream()
                .map(MemorySearch.Hit::item)
                .filter(item -> FactWords.of(item.text()).same(said))
                .findFirst();
    }

    private static List<String> tags(ToolInput input) {
        return input.values().get("tags") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
