package dev.walden.activity;

/**
 * Where a sub-task comes from.
 *
 * @param parent the task that it belongs to
 * @param call the tool call of the parent that waits for it
 * @param depth 1 for a sub-task of a task that a person submitted, 2 for its sub-tasks, …
 * @param trusted false when the parent had read text from outside before it wrote the sub-task's input
 */
public record Delegation(TaskId parent, String call, int depth, boolean trusted) {}
