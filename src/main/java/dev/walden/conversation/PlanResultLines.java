package dev.walden.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a plan came to from the lines that an engine was told. */
final class PlanResultLines {

    private static final Pattern HEAD = Pattern.compile("\\d+ of \\d+ steps succeeded\\.");
    private static final Pattern HEADING = Pattern.compile("(\\S+) \\((\\S*)\\) (?:(" + PlanResult.SUCCEEDED
            + "|failed|invalid|denied|timed out|unknown):|was not begun, as (\\S+) did not succeed\\.)");

    private PlanResultLines() {}

    /** The steps; empty when the text is no result of a plan. */
    static Optional<List<PlanResult.Step>> read(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (!HEAD.matcher(lines.getFirst()).matches()) {
            return Optional.empty();
        }
        List<PlanResult.Step> steps = new ArrayList<>();
        int at = 1;
        while (at < lines.size()) {
            Matcher heading = HEADING.matcher(lines.get(at));
            if (!heading.matches()) {
                return Optional.empty();
            }
            int from = ++at;
            while (at < lines.size() && isBelow(lines.get(at))) {
                at++;
            }
            steps.add(step(heading, lines.subList(from, at)));
        }
        return Optional.of(steps);
    }

    private static boolean isBelow(String line) {
        return line.isEmpty() || line.startsWith(PlanResult.INDENT);
    }

    private static PlanResult.Step step(Matcher heading, List<String> below) {
        String because = heading.group(4);
        String text = below.stream()
                .map(line -> line.isEmpty() ? line : line.substring(PlanResult.INDENT.length()))
                .collect(Collectors.joining("\n"));
        PlanResult.End end =
                because == null ? new PlanResult.Made(heading.group(3), text) : new PlanResult.Skipped(because);
        return new PlanResult.Step(heading.group(1), heading.group(2), end);
    }
}
