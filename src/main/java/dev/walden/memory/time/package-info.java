/**
 * What time words in a question mean: "yesterday", "last week", "on Monday", "two days ago", "in March", "on 3 May 2026", "between
 * March and May", "since Tuesday". English, general grammar, in a given time zone, as seen from a given moment.
 *
 * <p>Read {@link dev.walden.memory.time.TimeWords} first, then {@link dev.walden.memory.time.Phrase}, which knows how phrases are put together, and
 * {@link dev.walden.memory.time.Unit}.
 *
 * <p>Everything here is a pure function of the words and the moment; weeks begin on Monday, days where their zone says.
 */
@NullMarked
package dev.walden.memory.time;

import org.jspecify.annotations.NullMarked;
