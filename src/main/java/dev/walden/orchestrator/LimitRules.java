package dev.walden.orchestrator;

import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
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
                cost(wanted.maxCost()),
                wallTime(wanted.maxWallTime()));
    }

    /** Without a ceiling, and with nothing asked for, a task may have no limit of cost. */
    private @Nullable Cost cost(@Nullable Cost wanted) {
        Cost most = ceiling.maxCost();
        if (wanted != null && most != null && wanted.compareTo(most) > 0) {
            throw refused("maxCost", wanted, "from 0 to " + most);
        }
        return Stream.of(Optional.ofNullable(wanted == null ? standard.maxCost() : wanted), Optional.ofNullable(most))
                .flatMap(Optional::stream)
                .min(Cost::compareTo)
                .orElse(null);
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
