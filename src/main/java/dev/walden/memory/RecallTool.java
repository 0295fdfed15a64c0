package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks into the memory of the task's space. What it gives is as trusted as the least trusted item. */
final class RecallTool implements Tool {

    private static final long DEFAULT_K = 5;

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    "recall",
                    "Searches long-term memory by words: facts, messages, past tasks and parts of documents. Answers with one item a line, best first:"
                            + " id, kind, record number, who said it or where it stands if that is known, text.",
                    """
                    {"type":"object","properties":{
                      "query":{"type":"string","minLength":1,"maxLength":8000,"description":"what to look for"},
                      "k":{"type":"integer","minimum":1,"maximum":20,"description":"the most items wanted; 5 when absent"}},
                     "required":["query"],"additionalProperties":false}""",
                    SideEffect.NONE,
                    Duration.ofSeconds(30))
            .needing(Capability.READ_MEMORY);

    private final Supplier<RoutedSearch> search;

    RecallTool(Supplier<RoutedSearch> search) {
        this.search = search;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws InterruptedException {
        int k = input.optionalLong("k").orElse(DEFAULT_K).intValue();
        MemoryQuery query = MemoryQuery.of(new Space(context.space()), input.string("query"), k);
        List<String> lines = new ArrayList<>();
        boolean trusted = true;
        for (MemorySearch.Hit hit : search.get().forTask(query).hits()) {
            RecalledItem item = RecallingMemory.recalled(hit.item());
            lines.add("%s %s, record %d: %s".formatted(item.id(), item.kind(), item.seq(), item.said()));
            trusted &= item.trusted();
        }
        String text = lines.isEmpty() ? "Memory holds nothing about that." : String.join("\n", lines);
        return new ToolOutput(text, trusted);
    }
}
