/**
 * Procedures: what they are, and the skills that people write as files.
 *
 * <p>Read {@link dev.walden.memory.procedure.ProcedureDefinition} first, then {@link dev.walden.memory.procedure.SkillFolder}.
 * {@code SkillFile} turns text into a definition, or says in which line it is wrong.
 *
 * <p>Invariants: a file that is wrong hides no other; nothing outside the folder of skills is read; a definition was checked wholly, so
 * that following it fails only by what its tools do; what is filled into a step is never read for gaps.
 */
@NullMarked
package dev.walden.memory.procedure;

import org.jspecify.annotations.NullMarked;
