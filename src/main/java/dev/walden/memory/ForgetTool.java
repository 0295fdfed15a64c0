package dev.walden.memory;

import dev.walden.activity.ErasurePromise;
import dev.walden.activity.Space;
import dev.walden.memory.lexical.Words;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Erases items of the task's space. By words, it takes only facts and messages that hold every meaningful word of the query, the
 * best {@value #MAX_AT_ONCE} of them: a score would say how good a match is among others, not whether it is one.
 *
 * <p>What a call has erased is recorded under its name. When it runs again after a crash it finds that, and erases nothing more.
 */
final class ForgetTool implements Tool {

    static final String NAME = "forget";

    private static final int MAX_AT_ONCE = 5;
    private static final int CANDIDATES = 20;

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    NAME,
                    "Erases items from long-term memory: one by its id, or the facts and messages that hold all words of a query,"
                            + " at most 5. Answers with what was erased.",
                    """
                    {"type":"object","properties":{
                      "id":{"type":"string","minLength":1,"maxLength":100,"description":"of the item, as recall gives it"},
                      "query":{"type":"string","minLength":1,"maxLength":8000,"description":"words that the items hold"}},
                     "oneOf":[{"required":["id"]},{"required":["query"]}],"additionalProperties":false}""",
                    SideEffect.IDEMPOTENT,
                    Duration.ofSeconds(30))
            .needing(Capability.READ_MEMORY, Capability.WRITE_MEMORY);

    private final Supplier<MemoryItems> items;
    private final Supplier<MemorySearch> search;
    private final Supplier<ErasurePromise> promise;

    ForgetTool(Supplier<MemoryItems> items, Supplier<MemorySearch> search, Supplier<ErasurePromise> promise) {
        this.items = items;
        this.search = search;
        this.promise = promise;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        String by = Erasure.byToolCall(context.taskId(), context.toolCallId());
        Optional<List<String>> before = items.get().erasedBy(by);
        if (before.isPresent()) {
            return ToolOutput.trusted("Forgotten: " + String.join(", ", before.get()) + wordsGo());
        }
        Space space = new Space(context.space());
        Optional<String> id = input.optionalString("id");
        List<String> ids = id.isPresent() ? List.of(id.get()) : matching(space, input.string("query"));
        List<MemoryItem> erased = items.get().erase(space, ids, "asked for in a task", by);
        return erased.isEmpty()
                ? ToolOutput.trusted("Memory holds nothing that matches; nothing was forgotten.")
                : new ToolOutput(text(erased), erased.stream().allMatch(MemoryItem::trusted));
    }

    private List<String> matching(Space space, String query) throws ToolException, InterruptedException {
        Set<String> wanted = Words.content(query);
        if (wanted.isEmpty()) {
            throw ToolException.trusted(
                    "The query names nothing to forget; give words that the item holds, or its id.");
        }
        Set<ItemKind> kinds = Set.of(ItemKind.FACT, ItemKind.MESSAGE);
        MemoryQuery candidates = new MemoryQuery(space, query, CANDIDATES, kinds, null, null);
        return search.get().search(candidates).hits().stream()
                .map(MemorySearch.Hit::item)
                .filter(item -> new HashSet<>(Words.of(item.text())).containsAll(wanted))
                .limit(MAX_AT_ONCE)
                .map(MemoryItem::id)
                .toList();
    }

    private String text(List<MemoryItem> erased) {
        return erased.stream()
                .map(item -> item.text().isEmpty() ? item.id() : item.text())
                .collect(Collectors.joining("\n", "Forgotten: ", wordsGo()));
    }

    /** Counted from now: who asks again is promised no less. */
    private String wordsGo() {
        return "\nThe words leave the log's files by " + promise.get().fromNow() + ".";
    }
}
