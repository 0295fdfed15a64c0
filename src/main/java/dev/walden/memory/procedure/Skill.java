package dev.walden.memory.procedure;

import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.StepCheck;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One folder of skills, as it was last read. Immutable.
 *
 * @param name of its folder
 * @param written what the file says; null when it is wrong
 * @param problem where the file is wrong, what was expected and what was found; null when it is right
 */
public record Skill(
        String name,
        @Nullable WrittenSkill written,
        @Nullable String problem) {

    static Skill of(WrittenSkill written) {
        return new Skill(written.definition().name(), written, null);
    }

    static Skill broken(String name, String problem) {
        return new Skill(name, null, problem);
    }

    /** Whether its file is wrong, so that nobody can follow it. */
    public boolean broken() {
        return written == null;
    }

    /** What can be followed; empty when the file is wrong. */
    public Optional<ProcedureDefinition> usable() {
        return Optional.ofNullable(written).map(WrittenSkill::definition);
    }

    /** Why no run of it would begin now: in which line it calls what there is not. Empty when nothing is known against it. */
    public Optional<String> obstacle(StepCheck tools) {
        if (written == null) {
            return Optional.empty();
        }
        List<Procedure.Step> steps = written.definition().steps();
        Optional<StepCheck.Fault> ofGraph = tools.faultOfGraph(steps);
        if (ofGraph.isPresent()) {
            return Optional.of(obstacle(written.lines().getFirst().tool(), ofGraph.get()));
        }
        for (int i = 0; i < steps.size(); i++) {
            Optional<StepCheck.Fault> fault = tools.fault(steps.get(i));
            if (fault.isPresent()) {
                return Optional.of(obstacle(line(written.lines().get(i), fault.get()), fault.get()));
            }
        }
        return Optional.empty();
    }

    private String obstacle(int line, StepCheck.Fault fault) {
        return SkillFolder.where(name) + ", line " + line + ": " + fault.reason()
                + " No run begins before that is mended.";
    }

    private static int line(WrittenSkill.StepLines lines, StepCheck.Fault fault) {
        return fault.argument() == null ? lines.tool() : lines.arguments().getOrDefault(fault.argument(), lines.tool());
    }
}
