/**
 * Moves each task from state to state until it ends.
 *
 * <p>Read {@link dev.walden.orchestrator.TaskState} first, then {@code Fold}, {@code Decide}, {@code Planning} and
 * {@code TaskRunner}; the outside sees {@link dev.walden.orchestrator.TaskService}.
 *
 * <p>Invariants: the state is a pure fold of the task's recorded events; what to do next is a pure function of the state; no step
 * with an outside effect begins before its intent is durable; a finished step is never run again; an unsafe step whose outcome is
 * unknown waits for a person.
 */
@NullMarked
package dev.walden.orchestrator;

import org.jspecify.annotations.NullMarked;
