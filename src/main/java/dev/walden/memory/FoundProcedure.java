package dev.walden.memory;

import dev.walden.memory.procedure.ProcedureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A procedure that can be followed.
 *
 * @param trusted false when its words may come from outside: who gets it has been shown such words
 * @param learned the record by which it was learned; null for a skill
 */
record FoundProcedure(
        ProcedureDefinition definition,
        boolean trusted,
        @Nullable Long learned) {

    String name() {
        return definition.name();
    }
}
