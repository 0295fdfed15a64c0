package dev.walden.memory.procedure;

import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the text of a skill, and checks all of it. Confined to one text. */
final class SkillText {

    private static final int MAX_DESCRIPTION = 1_000;
    private static final int MAX_INPUTS = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
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
        String name = matter.yaml().required(members, "name").text(NAME, "1 to 64 of a-z, 0-9 and -");
        if (!name.equals(folder)) {
            throw matter.yaml()
                    .required(members, "name")
                    .fault("the name of its folder, " + folder + ",", "Rename the folder or the skill.");
        }
        String description = matter.yaml()
                .required(members, "description")
                .text(DESCRIPTION, "1 to " + MAX_DESCRIPTION + " characters")
                .strip();
        if (members.containsKey("inputs")) {
            readInputs(members.get("inputs"));
        }
        List<Procedure.Step> steps =
                members.containsKey("steps") ? StepsText.read(members.get("steps"), gaps, lines) : List.of();
        if (steps.isEmpty() && matter.rest().isBlank()) {
            throw SkillFault.at(matter.restLine(), "steps or instructions", "", "Write what is to be done.");
        }
        gaps.checkInstructions(matter);
        return new ProcedureDefinition(
                name, description, inputs, steps, matter.rest().strip());
    }

    private void readInputs(YamlValue all) throws SkillFault {
        for (Map.Entry<String, YamlValue> one : all.members().entrySet()) {
            if (!StepsText.WORD.matcher(one.getKey()).matches() || inputs.size() == MAX_INPUTS) {
                throw SkillFault.at(
                        one.getValue().line(),
                        "at most " + MAX_INPUTS + " inputs, each named with " + StepsText.WORD_FORM,
                        one.getKey(),
                        "Give it a shorter name, or leave it out.");
            }
            inputs.add(InputText.read(one.getKey(), one.getValue()));
            gaps.add(ProcedureDefinition.gap(one.getKey()));
        }
    }
}
