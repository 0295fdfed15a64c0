package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningProperties.BreakerProperties;
import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The guards of engines that have one, by name. Those that answer within this process have none unless they are given one. Immutable. */
final class Guards {

    static final Guards NONE = new Guards(Map.of());

    private static final Set<String> WITHIN = Set.of("llama", "rules", "scripted");

    private final Map<String, Guard> guards;

    private Guards(Map<String, Guard> guards) {
        this.guards = Map.copyOf(guards);
    }

    static Guards of(Map<String, EngineProperties> configured, RetryClock clock, Backoff backoff) {
        Map<String, Guard> guards = new HashMap<>();
        configured.forEach((name, properties) -> {
            BreakerProperties breaker = breaker(name, properties);
            boolean limited =
                    properties.maxConcurrent() != null || properties.limits().requestsPerMinute() != null;
            if (breaker != null || limited) {
                Breaker made = breaker == null ? null : new Breaker(name, breaker, clock);
                guards.put(name, new Guard(name, properties, made, clock, backoff));
            }
        });
        return new Guards(guards);
    }

    private static @Nullable BreakerProperties breaker(String name, EngineProperties properties) {
        BreakerProperties breaker = properties.breaker();
        if (breaker == null) {
            return WITHIN.contains(properties.type()) ? null : BreakerProperties.STANDARD;
        }
        if (breaker.minimumCalls() > breaker.window()) {
            throw new EngineSetupException(
                    name + ".breaker.minimum-calls",
                    breaker.minimumCalls(),
                    "A breaker looks at the last " + breaker.window()
                            + " requests and can wait for no more. Raise its window or lower its minimum-calls.");
        }
        return breaker;
    }

    /** Null for an engine that is asked as it is. */
    @Nullable
    Guard of(String engine) {
        return guards.get(engine);
    }

    /** As {@link Breaker#state()}. */
    int breakerState(String engine) {
        Guard guard = guards.get(engine);
        return guard == null ? 0 : guard.breakerState();
    }

    /** Callers that wait until they may ask the engine. */
    int waiting(String engine) {
        Guard guard = guards.get(engine);
        return guard == null ? 0 : guard.waiting();
    }
}
