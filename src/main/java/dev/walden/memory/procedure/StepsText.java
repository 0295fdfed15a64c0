package dev.walden.memory.procedure;

import dev.walden.conversation.PlanResult;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the front matter says of the steps: a line, or a graph as soon as one of them has the member {@code after}. Confined to one
 * text.
 */
final class StepsText {

    static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    static final String WORD_FORM = "1 to 64 of letters, digits, _ and -";

    private static final int MOST = 20;
    /** A graph is carried out as one plan, which takes shorter names. */
    private static final Pattern PLAN_WORD = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final List<Written> all = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final DeclaredGaps gaps;
    private boolean graph;

    private StepsText(DeclaredGaps gaps) {
        this.gaps = gaps;
    }

    /**
     * The steps, in the order of the file.
     *
     * @param gaps those of the inputs; those of the steps are added
     * @param lines gets the lines of each step
     */
    static List<Procedure.Step> read(YamlValue written, DeclaredGaps gaps, List<WrittenSkill.StepLines> lines)
            throws SkillFault {
        StepsText text = new StepsText(gaps);
        text.open(written);
        return text.steps(lines);
    }

    private void open(YamlValue written) throws SkillFault {
        for (YamlValue one : written.elements()) {
            all.add(new Written(one, one.members(List.of("name", "tool", "arguments", "after"))));
        }
        graph = all.stream().anyMatch(one -> one.members().containsKey("after"));
        for (Written one : all) {
            if (!names.add(name(one)) || names.size() > MOST) {
                throw one.member("name")
                        .fault("at most " + MOST + " steps, each with a name of its own,", "Rename or remove it.");
            }
        }
    }

    private String name(Written one) throws SkillFault {
        YamlValue name = one.member("name");
        return graph ? name.text(PLAN_WORD, WORD_FORM.replace("64", "40") + " in a graph") : name.text(WORD, WORD_FORM);
    }

    private List<Procedure.Step> steps(List<WrittenSkill.StepLines> lines) throws SkillFault {
        if (graph) { // in whatever order they stand
            names.forEach(name -> gaps.add(new Procedure.Step(name, "", Map.of()).result()));
        }
        List<Procedure.Step> steps = new ArrayList<>();
        for (Written one : all) {
            YamlValue tool = one.member("tool");
            checkTool(tool);
            Map<String, Integer> argumentLines = new LinkedHashMap<>();
            Procedure.Step step = new Procedure.Step(name(one), tool.text(), arguments(one, argumentLines), after(one));
            steps.add(step);
            lines.add(new WrittenSkill.StepLines(tool.line(), argumentLines));
            gaps.add(step.result());
        }
        if (graph) {
            checkOrder(steps);
        }
        return steps;
    }

    private void checkTool(YamlValue tool) throws SkillFault {
        String named = tool.text(WORD, "the name of a tool, " + WORD_FORM + ",");
        if (named.equals(Procedure.TOOL)) {
            throw tool.fault("any other tool", "Write the steps of that skill here.");
        }
        if (graph && named.equals(PlanResult.TOOL)) {
            throw tool.fault("any other tool in a graph", "Write the steps of that plan here.");
        }
    }

    private Map<String, @Nullable Object> arguments(Written one, Map<String, Integer> at) throws SkillFault {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        YamlValue written = one.members().get("arguments");
        if (written != null) {
            for (Map.Entry<String, YamlValue> member : written.members().entrySet()) {
                Object value = member.getValue().value();
                gaps.check(value, member.getValue().line(), graph ? "a step" : "an earlier step");
                arguments.put(member.getKey(), value);
                at.put(member.getKey(), member.getValue().line());
            }
        }
        return arguments;
    }

    private @Nullable List<String> after(Written one) throws SkillFault {
        YamlValue written = one.members().get("after");
        if (written == null) {
            return null;
        }
        List<String> after = new ArrayList<>();
        for (YamlValue element : written.elements()) {
            String name = element.text();
            if (!names.contains(name) || name.equals(name(one))) {
                throw element.fault("the name of another step", "Correct the name, or take it out.");
            }
            after.add(name);
        }
        return after;
    }

    private void checkOrder(List<Procedure.Step> steps) throws SkillFault {
        Optional<List<String>> circle = new StepOrder(steps).circle();
        if (circle.isPresent()) {
            Written first = all.get(List.copyOf(names).indexOf(circle.get().getFirst()));
            YamlValue at = first.members().getOrDefault("after", first.member("name"));
            throw SkillFault.at(
                    at.line(),
                    "steps that do not wait for each other",
                    "a circle",
                    String.join(" after ", circle.get()) + ": take one of them out of after, or its result out of the"
                            + " arguments.");
        }
    }

    /**
     * One step as it stands there.
     *
     * @param members by their names
     */
    private record Written(YamlValue step, Map<String, YamlValue> members) {

        YamlValue member(String name) throws SkillFault {
            return step.required(members, name);
        }
    }
}
