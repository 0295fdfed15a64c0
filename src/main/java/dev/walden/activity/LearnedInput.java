package dev.walden.activity;

/**
 * What a learned procedure is given: it differed between the tasks that it was learned from.
 *
 * @param type {@code string}, {@code number} or {@code boolean}
 */
public record LearnedInput(String name, String type) {}
