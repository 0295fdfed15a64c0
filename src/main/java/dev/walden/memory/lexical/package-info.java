/**
 * Finds items by their words: a Lucene index that follows a feed of items.
 *
 * <p>Read {@link dev.walden.memory.lexical.LexicalIndex} first, then {@link dev.walden.memory.feed.ItemFeed} and
 * {@code WordSearch}.
 *
 * <p>One index serves all spaces. Every term carries the name of its space in front ({@code space/word}), and document counts
 * and lengths are counted within the space, so a query can neither match nor weigh by what another space holds. Counts are of
 * living items only: deleted documents that Lucene has not merged away yet change no score, hence an index built anew from
 * the feed ranks as the old one did. A search scores the best few hundred under each signal; where more score the same, the
 * index's order, newest first, decides which.
 *
 * <p>Invariants: the position in the feed is committed with what was indexed up to it; an index that is missing, damaged or of
 * another feed is deleted and filled again; nothing is stored here that the feed does not hold, and no word order.
 */
@NullMarked
package dev.walden.memory.lexical;

import org.jspecify.annotations.NullMarked;
