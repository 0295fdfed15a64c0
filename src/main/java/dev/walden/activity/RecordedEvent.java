package dev.walden.activity;

import java.time.Instant;

/**
 * An event with its place in the log.
 *
 * @param seq its place: unique, without gaps, the only order there is
 * @param at what the clock said; for people
 */
public record RecordedEvent(long seq, Instant at, ActivityEvent event) {}
