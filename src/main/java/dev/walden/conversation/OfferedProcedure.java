package dev.walden.conversation;

/**
 * A procedure that a task may follow.
 *
 * @param name by which it is run and read
 * @param description when to use it, in a sentence or two
 * @param hasSteps whether it can be run step by step, without a model
 */
public record OfferedProcedure(String name, String description, boolean hasSteps) {}
