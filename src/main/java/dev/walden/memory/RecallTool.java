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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks into the memory of the task's space. What it gives is as trusted as the least trusted item. */
final class RecallTool implements Tool {

    private static final long DEFAULT_K = 5;

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    RecalledLines.TOOL,
                    "Searches long-term memory by words: facts, messages, past tasks and parts of documents. Answers with one"
                            + " item a line, best first:"
                            + " id, kind, record number, who said it or where it stands if that is known, text. Understands time words"
                            + " such as yesterday, last week, on Monday, in March.",
                    """
                    {"type":"object","properties":{
                      "query":{"type":"string","minLength":1,"maxLength":8000,"description":"what to look for"},
                      "k":{"type":"integer","minimum":1,"maximum":20,"description":"the most items wanted; 5 when absent"},
                      "kind":{"enum":["fact","message","episode","summary","document"],"description":"episodes are past tasks"},
                      "from":{"type":"string","maxLength":40,"description":"first date, 2026-05-03, or time, 2026-05-03T10:00:00Z"},
                      "to":{"type":"string","maxLength":40,"description":"last date, or the time before which"},
                      "outcome":{"enum":["completed","failed","cancelled"],"description":"of past tasks"},
                      "tool":{"type":"string","maxLength":64,"description":"that past tasks called"}},
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
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        int k = input.optionalLong("k").orElse(DEFAULT_K).intValue();
        MemoryQuery query = query(input, new Space(context.space()), k);
        MemorySearch.Found found = search.get().forTool(query);
        List<RecalledItem> items = found.hits().stream()
                .map(hit -> RecallingMemory.recalled(hit.item()))
                .toList();
        boolean trusted = items.stream().allMatch(RecalledItem::trusted);
        String text = items.isEmpty() ? "Memory holds nothing about that." : RecalledLines.of(items);
        return new ToolOutput(time(found.time()) + text, trusted);
    }

    private MemoryQuery query(ToolInput input, Space space, int k) throws ToolException {
        ZoneId zone = search.get().zone();
        Set<ItemKind> kinds = input.optionalString("kind")
                .flatMap(ItemKind::parse)
                .map(Set::of)
                .orElse(Set.of());
        try {
            return new MemoryQuery(
                    space,
                    input.string("query"),
                    k,
                    kinds,
                    null,
                    null,
                    null,
                    new Narrowing(
                            input.optionalString("from")
                                    .map(time -> moment(time, zone, 0))
                                    .orElse(null),
                            input.optionalString("to")
                                    .map(time -> moment(time, zone, 1))
                                    .orElse(null),
                            null,
                            input.optionalString("outcome").orElse(null),
                            input.optionalString("tool").orElse(null)),
                    Set.of());
        } catch (MemoryException.Unacceptable | DateTimeException e) {
            throw ToolException.trusted(String.valueOf(e.getMessage()));
        }
    }

    /** A moment, or the begin of a day so many days later. */
    private static Instant moment(String time, ZoneId zone, int daysLater) {
        return time.contains("T")
                ? OffsetDateTime.parse(time).toInstant()
                : LocalDate.parse(time).plusDays(daysLater).atStartOfDay(zone).toInstant();
    }

    /** Who named a time should know how it was understood. */
    private static String time(@Nullable UnderstoodTime time) {
        return time == null || time.words() == null
                ? ""
                : "“%s” was understood as from %s to %s%s.\n"
                        .formatted(
                                time.words(),
                                time.from() == null ? "the beginning" : time.from(),
                                time.to() == null ? "now" : time.to(),
                                time.filters() ? "" : "; other times were searched as well");
    }
}
