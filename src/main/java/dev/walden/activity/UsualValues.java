package dev.walden.activity;

import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a member of these types is when it is not there: the log leaves out a member that has the usual value of its type. Frozen: what
 * is absent from a record means for ever what stands here, so an entry is never changed and none is added without new versions of all
 * events that have such members. docs/log-format.md has the same table.
 *
 * <p>A component that is {@code @Nullable} has no usual value; absent, it is null.
 */
final class UsualValues {

    /** Those of a configuration that says nothing, as of 2026; not those of whatever the configuration's defaults become. */
    private static final TaskLimits LIMITS = new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1));

    private static final Map<Class<?>, Object> BY_TYPE = Map.of(
            boolean.class,
            false,
            List.class,
            List.of(),
            Map.class,
            Map.of(),
            Duration.class,
            Duration.ZERO,
            Space.class,
            Space.DEFAULT,
            TaskLimits.class,
            LIMITS,
            TokenUsage.class,
            TokenUsage.ZERO,
            Cost.class,
            Cost.NONE,
            ToolCallOutcome.class,
            ToolCallOutcome.SUCCEEDED);

    private UsualValues() {}

    /** What an absent member is that must have a value of a type; empty when it may not be absent. */
    static Optional<Object> of(Class<?> type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** What a component is whose member is absent; empty when it is null or may not be absent. */
    static Optional<Object> of(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                ? Optional.empty()
                : of(component.getType());
    }

    /** Equal to every value that is usual for its type, as the mapper asks of what tells it what to leave out. */
    static final class Filter {

        @Override
        public boolean equals(@Nullable Object value) {
            return value == null || BY_TYPE.containsValue(value);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
