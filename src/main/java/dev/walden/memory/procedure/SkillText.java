package dev.walden.memory.procedure;

import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a skill, and checks all of it. Confined to one text. */
final class SkillText {

    private static final int MAX_DESCRIPTION = 1_000;
    private static final int MAX_STEPS = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String WORD_FORM = "1 to 64 of letters, digits, _ and -";
    private static final Pattern DESCRIPTION = Pattern.compile("(?s)\\s*\\S.{0," + (MAX_DESCRIPTION - 1) + "}");

    private final List<ProcedureInput> inputs = new ArrayList<>();
    private final List<WrittenSkill.StepLines> lines = new ArrayList<>();
    private final DeclaredGaps gaps = new DeclaredGaps();

    private SkillText() {}

    /** @param folder its name, which the skill must have too */
    static WrittenSkill read(String folder, String text) throws SkillFault {
        SkillText read = new SkillText();
        ProcedureDefinition definition = read.definition(folder, FrontMatter.of(text));
        return new WrittenSkill(definition, read.lines);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private ProcedureDefinition definition(String folder, FrontMatter matter) throws SkillFault {
        Map<String, YamlValue> members = matter.yaml().members(List.of("name", "description", "inputs", "steps"));
        String name = required(members, "name", matter.yaml()).text(NAME, "1 to 64 of a-z, 0-9 and -");
        if (!name.equals(folder)) {
            throw required(members, "name", matter.yaml())
                    .fault("the name of its folder, " + folder + ",", "Rename the folder or the skill.");
        }
        String description = required(members, "description", matter.yaml())
                .text(DESCRIPTION, "1 to " + MAX_DESCRIPTION + " characters")
                .strip();
        if (members.containsKey("inputs")) {
            readInputs(members.get("inputs"));
        }
        List<Procedure.Step> steps = new ArrayList<>();
        if (members.containsKey("steps")) {
            readSteps(members.get("steps"), steps);
        }
        if (steps.isEmpty() && matter.rest().isBlank()) {
            throw SkillFault.at(matter.restLine(), "steps or instructions", "", "Write what is to be done.");
        }
        gaps.checkInstructions(matter);
        return new ProcedureDefinition(
                name, description, inputs, steps, matter.rest().strip());
    }

    private void readInputs(YamlValue all) throws SkillFault {
        for (Map.Entry<String, YamlValue> one : all.members().entrySet()) {
            if (!WORD.matcher(one.getKey()).matches() || inputs.size() == MAX_STEPS) {
                throw SkillFault.at(
                        one.getValue().line(),
                        "at most " + MAX_STEPS + " inputs, each named with " + WORD_FORM,
                        one.getKey(),
                        "Give it a shorter name, or leave it out.");
            }
            inputs.add(InputText.read(one.getKey(), one.getValue()));
            gaps.add(ProcedureDefinition.gap(one.getKey()));
        }
    }

    private void readSteps(YamlValue all, List<Procedure.Step> steps) throws SkillFault {
        Set<String> names = new HashSet<>();
        for (YamlValue one : all.elements()) {
            Map<String, YamlValue> members = one.members(List.of("name", "tool", "arguments"));
            String name = required(members, "name", one).text(WORD, WORD_FORM);
            if (!names.add(name) || steps.size() == MAX_STEPS) {
                throw required(members, "name", one)
                        .fault("at most " + MAX_STEPS + " steps, each with a name of its own,", "Rename or remove it.");
            }
            YamlValue tool = required(members, "tool", one);
            if (tool.text(WORD, "the name of a tool, " + WORD_FORM + ",").equals(Procedure.TOOL)) {
                throw tool.fault("any other tool", "Write the steps of that skill here.");
            }
            Map<String, Integer> argumentLines = new LinkedHashMap<>();
            Procedure.Step step = new Procedure.Step(name, tool.text(), arguments(members, argumentLines));
            steps.add(step);
            lines.add(new WrittenSkill.StepLines(tool.line(), argumentLines));
            gaps.add(step.result());
        }
    }

    private Map<String, @Nullable Object> arguments(Map<String, YamlValue> members, Map<String, Integer> at)
            throws SkillFault {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        YamlValue written = members.get("arguments");
        if (written != null) {
            for (Map.Entry<String, YamlValue> member : written.members().entrySet()) {
                Object value = member.getValue().value();
                gaps.check(value, member.getValue().line());
                arguments.put(member.getKey(), value);
                at.put(member.getKey(), member.getValue().line());
            }
        }
        return arguments;
    }

    private static YamlValue required(Map<String, YamlValue> members, String name, YamlValue of) throws SkillFault {
        return Optional.ofNullable(members.get(name))
                .orElseThrow(() ->
                        SkillFault.at(of.line(), name + " in " + of.what(), "none", "Add the line " + name + ": …"));
    }
}
