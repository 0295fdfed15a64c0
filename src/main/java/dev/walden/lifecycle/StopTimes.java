package dev.walden.lifecycle;

import java.time.Duration;

/**
 * How long a stop may take.
 *
 * @param drain for running steps to end by themselves
 * @param part the longest that one part has to be interrupted in, or to stop in
 * @param whole from the beginning of the drain to the end of the last part, the closing of the port included; nobody gets more
 *     than what is left of it
 */
record StopTimes(Duration drain, Duration part, Duration whole) {}
