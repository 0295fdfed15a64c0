package dev.walden.memory;

import dev.walden.activity.Space;
import java.time.Instant;

/**
 * How models are to behave in a space, in the words of its operator. Immutable.
 *
 * @param seq the record that says so
 * @param by id of the API key that set them
 * @param at when
 */
public record SpaceRules(long seq, Space space, String text, String by, Instant at) {}
