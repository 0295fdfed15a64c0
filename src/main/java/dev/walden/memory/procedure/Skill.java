package dev.walden.memory.procedure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One folder of skills, as it was last read. Immutable.
 *
 * @param name of its folder
 * @param definition null when the file is wrong
 * @param problem where the file is wrong, what was expected and what was found; null when it is right
 */
public record Skill(
        String name,
        @Nullable ProcedureDefinition definition,
        @Nullable String problem) {

    static Skill of(ProcedureDefinition definition) {
        return new Skill(definition.name(), definition, null);
    }

    static Skill broken(String name, String problem) {
        return new Skill(name, null, problem);
    }

    /** What can be followed; empty when the file is wrong. */
    public Optional<ProcedureDefinition> usable() {
        return Optional.ofNullable(definition);
    }
}
