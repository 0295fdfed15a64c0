package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.util.Map;
import java.util.Optional;

/** The price table: engines that have a price, by name. All others cost nothing. Immutable. */
record Prices(Map<String, Price> byEngine) {

    static final Prices NONE = new Prices(Map.of());

    Prices {
        byEngine = Map.copyOf(byEngine);
    }

    /** What an engine takes for tokens. */
    Cost of(String engine, TokenUsage usage) {
        return Optional.ofNullable(byEngine.get(engine))
                .map(price -> price.of(usage))
                .orElse(Cost.NONE);
    }
}
