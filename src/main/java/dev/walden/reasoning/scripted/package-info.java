/**
 * The engine that replays replies from a file: for demonstrations, tests and benchmarks.
 *
 * <p>Read {@link dev.walden.reasoning.scripted.ScriptedEngine} first: it describes the file.
 *
 * <p>Invariants: a reply depends on the prompt alone, so that the same step of a task gets the same reply after a crash; nothing
 * is shared between tasks but the immutable script.
 */
@NullMarked
package dev.walden.reasoning.scripted;

import org.jspecify.annotations.NullMarked;
