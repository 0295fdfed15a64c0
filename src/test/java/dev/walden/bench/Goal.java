package dev.walden.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * A row of the goal table beside what was measured.
 *
 * @param measure what, in words
 * @param atMost whether the limit may not be exceeded; otherwise it must be reached
 * @param limit the goal
 * @param unit behind the numbers
 * @param measured empty when it could not be
 */
record Goal(String measure, boolean atMost, double limit, String unit, Optional<Double> measured) {

    static Goal atMost(String measure, double limit, String unit, Optional<Double> measured) {
        return new Goal(measure, true, limit, unit, measured);
    }

    static Goal atLeast(String measure, double limit, String unit, Optional<Double> measured) {
        return new Goal(measure, false, limit, unit, measured);
    }

    static Optional<Double> ratio(Optional<Double> of, Optional<Double> to) {
        return of.flatMap(numerator -> to.map(denominator -> numerator / denominator));
    }

    /** As a line of a Markdown table. */
    String row() {
        return "| %s | %s %s%s | %s | %s |"
                .formatted(
                        measure,
                        atMost ? "≤" : "≥",
                        number(limit),
                        unit,
                        measured.map(value -> number(value) + unit).orElse("–"),
                        measured.map(this::verdict).orElse("not measured"));
    }

    private String verdict(double value) {
        double excess = atMost ? value / limit - 1 : 1 - value / limit;
        return excess <= 0 ? "met" : String.format(Locale.ROOT, "**missed**, by %.0f %%", Math.ceil(excess * 100));
    }

    private static String number(double value) {
        String pattern = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value).replaceFirst("\\.0+$", "");
    }
}
