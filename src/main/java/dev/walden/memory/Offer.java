package dev.walden.memory;

import dev.walden.conversation.OfferedProcedure;
import dev.walden.memory.procedure.ProcedureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A procedure that a task is told of.
 *
 * @param told what it is told
 * @param learned the record that has the words, which may be forgotten there; null where none has them, as of skills
 */
record Offer(OfferedProcedure told, @Nullable Long learned) {

    static Offer of(FoundProcedure found) {
        return new Offer(told(found.definition()), found.learned());
    }

    /** One that is run whether it is there or not. */
    static Offer byName(String name) {
        return new Offer(new OfferedProcedure(name, "", true), null);
    }

    /** In one line. */
    static OfferedProcedure told(ProcedureDefinition one) {
        String description = one.description().replaceAll("\\s+", " ");
        return new OfferedProcedure(one.name(), description, !one.steps().isEmpty());
    }
}
