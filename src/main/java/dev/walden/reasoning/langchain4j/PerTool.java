package dev.walden.reasoning.langchain4j;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.plugin.ToolDescriptor;
import java.util.List;
import java.util.function.Function;

/**
 * What is made of a tool once and then kept: the same tools go with every call of a model, and making it anew took a fifth of a call's
 * processor time. A tool that changes is another one. Thread-safe.
 *
 * @param <T> what is made
 */
final class PerTool<T> {

    /** More than a service has tools; those of a server may change as often as it likes. */
    private static final int MOST_KEPT = 1_000;

    private final Cache<ToolDescriptor, T> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    private final Function<ToolDescriptor, T> maker;

    PerTool(Function<ToolDescriptor, T> maker) {
        this.maker = maker;
    }

    List<T> of(List<ToolDescriptor> tools) {
        return tools.stream().map(tool -> kept.get(tool, maker)).toList();
    }
}
