/**
 * What the indexes of memory follow: items as they are, in the order of their changes.
 *
 * <p>Read {@link dev.walden.memory.feed.ItemFeed} first. An index applies the feed on a thread of its own, and its backlog is a
 * position in the feed and not a queue: {@link dev.walden.memory.feed.IndexPositions} holds who is how far.
 */
@NullMarked
package dev.walden.memory.feed;

import org.jspecify.annotations.NullMarked;
