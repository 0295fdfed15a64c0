package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.RecalledLines;
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
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks into the documents of the task's space, of one knowledge base or of all that tasks may look into. It tells the items as
 * {@link RecallTool} does, so that who asks later which words a task was shown finds these too.
 */
final class SearchKnowledgeTool implements Tool {

    private static final long DEFAULT_K = 5;

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    RecalledLines.KNOWLEDGE_TOOL,
                    "Searches the documents of the knowledge bases, and nothing else of memory. Answers with one part of a document a"
                            + " line, best first: id, record number, score, knowledge base, document, section, page, text. Without a domain"
                            + " all are searched, and those that fit the question preferred.",
                    """
                    {"type":"object","properties":{
                      "query":{"type":"string","minLength":1,"maxLength":8000,"description":"what to look for"},
                      "domain":{"type":"string","maxLength":64,"description":"the only knowledge base to search, for example legal"},
                      "k":{"type":"integer","minimum":1,"maximum":20,"description":"the most parts wanted; 5 when absent"}},
                     "required":["query"],"additionalProperties":false}""",
                    SideEffect.NONE,
                    Duration.ofSeconds(30))
            .needing(Capability.READ_MEMORY);

    private final Supplier<RoutedSearch> search;

    SearchKnowledgeTool(Supplier<RoutedSearch> search) {
        this.search = search;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        MemoryQuery query = new MemoryQuery(
                new Space(context.space()),
                input.string("query"),
                input.optionalLong("k").orElse(DEFAULT_K).intValue(),
                Set.of(ItemKind.DOCUMENT),
                input.optionalString("domain").orElse(null),
                null);
        List<RecalledItem> items;
        try {
            items = search.get().documentsForTask(query).hits().stream()
                    .map(SearchKnowledgeTool::told)
                    .toList();
        } catch (MemoryException.NoSuchDomain e) {
            throw ToolException.trusted(String.valueOf(e.getMessage()), e);
        }
        String text = items.isEmpty() ? "No document says anything about that." : RecalledLines.of(items);
        return new ToolOutput(text, items.stream().allMatch(RecalledItem::trusted));
    }

    private static RecalledItem told(MemorySearch.Hit hit) {
        RecalledItem item = RecallingMemory.recalled(hit.item());
        return new RecalledItem(
                item.id(), item.kind(), place(hit, item), item.text(), item.seq(), item.trusted(), item.disputed());
    }

    private static String place(MemorySearch.Hit hit, RecalledItem item) {
        String named = item.speaker() == null ? "" : ", " + item.speaker();
        return String.format(Locale.ROOT, "score %.3f, ", hit.score())
                + hit.item().domain()
                + named;
    }
}
