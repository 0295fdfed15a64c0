package dev.walden.activity;

import java.util.List;

/**
 * One step of a plan: a tool call that is made when those before it have succeeded.
 *
 * @param tool what is called
 * @param after the numbers of the steps that it comes after, from 1, ascending; none when it may begin at once
 */
public record PlannedStep(String tool, List<Integer> after) {

    public PlannedStep {
        after = List.copyOf(after);
    }
}
