package dev.walden.wal;

import java.util.List;

/**
 * What a repair would do, and what it would leave.
 *
 * @param steps in their order
 * @param left what stays damaged, as nothing that was asked for mends it
 */
public record RepairPlan(List<RepairStep> steps, List<LogProblem> left) {

    /** Copies both. */
    public RepairPlan {
        steps = List.copyOf(steps);
        left = List.copyOf(left);
    }
}
