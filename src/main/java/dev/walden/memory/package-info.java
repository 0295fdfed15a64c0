/**
 * Answers "what is relevant now?" and keeps what a task taught.
 *
 * <p>Read {@link dev.walden.memory.TaskMemory} first, then {@code MemoryItems} and {@code MemorySearch}.
 *
 * <p>Invariants: nothing recalled crosses a space; every item tells the record it came from; an item stored by a tool call or a
 * repeated request is stored once; all tables and indexes are views that can be deleted.
 */
@NullMarked
package dev.walden.memory;

import org.jspecify.annotations.NullMarked;
