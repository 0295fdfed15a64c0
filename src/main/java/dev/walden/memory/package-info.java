/**
 * Answers "what is relevant now?" and keeps what a task taught.
 *
 * <p>Read {@link dev.walden.memory.TaskMemory} first, then {@link dev.walden.memory.MemoryItems} and
 * {@link dev.walden.memory.MemorySearch}. {@code MemoryProjection} turns the log into tables; the word index in
 * {@code memory.lexical} follows these.
 *
 * <p>Invariants: nothing recalled crosses a space; every item tells the record it came from; an item stored by a tool call or a
 * repeated request is stored once; what a task keeps after it was shown words from outside is not trusted; an erased item takes
 * the turns and episodes of the tasks known to hold its words along; all tables and indexes are views that can be deleted, and
 * filled anew they give the same answers in the same order.
 */
@NullMarked
package dev.walden.memory;

import org.jspecify.annotations.NullMarked;
