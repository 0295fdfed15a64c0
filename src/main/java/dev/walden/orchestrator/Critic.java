package dev.walden.orchestrator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that judges tasks' steps, where one does. Immutable. */
public final class Critic {

    /** Rules alone judge. */
    static final Critic NOBODY = new Critic(CritiqueRule.OFF, null);

    private final CritiqueRule rule;
    private final @Nullable String engine;

    /** @param engine the one that is asked first; null for each task's own */
    Critic(CritiqueRule rule, @Nullable String engine) {
        this.rule = rule;
        this.engine = engine;
    }

    CritiqueRule rule() {
        return rule;
    }

    Optional<String> engine() {
        return Optional.ofNullable(engine);
    }
}
