/**
 * Finds out what tasks did again and again, and makes a procedure of it.
 *
 * <p>Read {@link dev.walden.memory.learned.Repetition} first, then {@code Generaliser}, which tells what was the same in all runs
 * from what was given, and {@code Goal}, which tells whether two tasks were asked for the same.
 *
 * <p>Invariants: all of it is pure, by words and values alone, so that the same tasks give the same procedure; a procedure filled with
 * what one of its runs was given makes exactly the calls of that run.
 */
@NullMarked
package dev.walden.memory.learned;

import org.jspecify.annotations.NullMarked;
