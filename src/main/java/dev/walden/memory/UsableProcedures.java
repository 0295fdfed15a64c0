package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.memory.procedure.ProcedureException;
import java.util.List;
import java.util.Optional;

/** Learned procedures that tasks can follow. */
interface UsableProcedures {

    /** Those of a space, by name. */
    List<FoundProcedure> of(Space space);

    /**
     * One that can be followed; empty when none of this name was learned in the space.
     *
     * @throws ProcedureException when it may not be followed
     */
    Optional<FoundProcedure> find(Space space, String name) throws ProcedureException;

    /** Where none can be read. */
    static UsableProcedures none() {
        return new UsableProcedures() {
            @Override
            public List<FoundProcedure> of(Space space) {
                return List.of();
            }

            @Override
            public Optional<FoundProcedure> find(Space space, String name) {
                return Optional.empty();
            }
        };
    }
}
