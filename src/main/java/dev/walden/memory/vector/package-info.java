/**
 * Finds items by what they mean: an index of vectors that follows the same feed as the word index, some way behind.
 *
 * <p>Read {@link dev.walden.memory.vector.VectorIndex} first, then {@code VectorStore} and {@code Nearest}.
 *
 * <p>An item has one vector: its own text's, with a part of those said around it in the same session. Search is exact in a space
 * of up to two thousand items, and depends on what the space holds and on nothing of the index's past, unlike with a graph of
 * neighbours. In larger ones every item's signs are compared (one bit a number), and the best thousand of each weight exactly; that
 * costs less than a graph to build, and depends a little on the index's segments, as each has a mean of its own.
 *
 * <p>Invariants: the position in the feed is committed with the vectors up to it, so that a restart goes on where it stopped; a
 * text's vector is computed once, and found again by the text's SHA-256 as long as an item has it, also when the views are filled
 * anew; an index that is damaged or of another model is deleted.
 */
@NullMarked
package dev.walden.memory.vector;

import org.jspecify.annotations.NullMarked;
