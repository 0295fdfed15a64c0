package dev.walden.orchestrator;

import dev.walden.activity.TaskLimits;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns the limits that a submitter asks for into those of the task.
 *
 * @param standard where nothing is asked for
 * @param ceiling the most that is given
 */
record LimitRules(TaskLimits standard, TaskLimits ceiling) {

    /** @throws TaskException.Unacceptable when one is above its ceiling, or not positive */
    TaskLimits of(WantedLimits wanted) {
        return new TaskLimits(
                (int) within("maxSteps", wanted.maxSteps(), standard.maxSteps(), 1, ceiling.maxSteps()),
                (int) within("maxToolCalls", wanted.maxToolCalls(), standard.maxToolCalls(), 0, ceiling.maxToolCalls()),
                within("maxTokens", wanted.maxTokens(), standard.maxTokens(), 1, ceiling.maxTokens()),
                wallTime(wanted.maxWallTime()));
    }

    private Duration wallTime(@Nullable Duration wanted) {
        if (wanted == null) {
            return standard.maxWallTime();
        }
        if (!wanted.isPositive() || wanted.compareTo(ceiling.maxWallTime()) > 0) {
            throw refused("maxWallTime", wanted, "positive and at most " + ceiling.maxWallTime());
        }
        return wanted;
    }

    private static long within(String name, @Nullable Number wanted, long standard, long floor, long ceiling) {
        if (wanted == null) {
            return Math.min(standard, ceiling);
        }
        if (wanted.longValue() < floor || wanted.longValue() > ceiling) {
            throw refused(name, wanted, "from " + floor + " to " + ceiling);
        }
        return wanted.longValue();
    }

    private static TaskException refused(String name, Object found, String expected) {
        return new TaskException.Unacceptable(
                "limit_out_of_range", "limits.%s must be %s; found: %s.".formatted(name, expected, found));
    }
}
