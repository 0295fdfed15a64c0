package dev.walden.orchestrator;

import dev.walden.activity.JsonText;
import dev.walden.orchestrator.ReplayReport.Divergence;
import dev.walden.orchestrator.ReplayReport.Standing;
import dev.walden.orchestrator.ReplayReport.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for people, one line a record, or as JSON. Pure. */
public final class ReplayText {

    private static final String ERASED = "Words erased; decisions that rest on them are taken as recorded.";

    private ReplayText() {}

    /** Lines for a terminal, columns aligned. */
    public static List<String> lines(ReplayReport report) {
        int events = width(report.steps().stream().map(Step::event).toList());
        int states = width(report.steps().stream().map(ReplayText::states).toList());
        String format = "%8d  %s  %-" + events + "s  %-" + states + "s  %-9s  %s";
        List<String> lines = new ArrayList<>();
        for (Step step : report.steps()) {
            lines.add(format.formatted(
                            step.seq(), step.at(), step.event(), states(step), code(step.standing()), step.details())
                    .stripTrailing());
        }
        lines.add("");
        lines.add(verdict(report));
        if (report.erased()) {
            lines.add(ERASED);
        }
        if (report.next() != null) {
            lines.add("The task has not ended; next it would do: " + report.next() + ".");
        }
        return lines;
    }

    /** One JSON object, on one line. */
    public static String json(ReplayReport report) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("task", report.task().value());
        all.put("same", report.same());
        all.put(
                "divergence",
                report.firstDivergence().map(ReplayText::divergence).orElse(null));
        all.put("erased", report.erased());
        all.put("next", report.next());
        all.put("steps", report.steps().stream().map(ReplayText::step).toList());
        return JsonText.write(all);
    }

    private static String verdict(ReplayReport report) {
        return report.firstDivergence()
                .map(Divergence::sentence)
                .orElseGet(() -> "Today's code decides the same; decisions compared: %d."
                        .formatted(report.steps().stream()
                                .filter(step -> step.standing() == Standing.SAME)
                                .count()));
    }

    private static Map<String, Object> divergence(Divergence divergence) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("seq", divergence.seq());
        members.put("recorded", divergence.recorded());
        members.put("today", divergence.today());
        members.put("sentence", divergence.sentence());
        return members;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("seq", step.seq());
        members.put("at", step.at().toString());
        members.put("event", step.event());
        members.put("before", step.before());
        members.put("after", step.after());
        members.put("standing", code(step.standing()));
        members.put("details", step.details());
        return members;
    }

    private static String states(Step step) {
        return step.before().equals(step.after()) ? step.after() : step.before() + " → " + step.after();
    }

    private static String code(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }
}
