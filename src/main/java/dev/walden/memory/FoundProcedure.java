package dev.walden.memory;

import dev.walden.memory.procedure.ProcedureDefinition;

/**
 * A procedure that can be followed.
 *
 * @param trusted false when its words may come from outside: who gets it has been shown such words
 */
record FoundProcedure(ProcedureDefinition definition, boolean trusted) {}
