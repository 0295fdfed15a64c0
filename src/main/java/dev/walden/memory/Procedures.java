package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.memory.procedure.ProcedureDefinition;
import dev.walden.memory.procedure.ProcedureException;
import dev.walden.memory.procedure.Skill;
import dev.walden.memory.procedure.SkillFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The procedures that tasks can follow. Thread-safe. */
public final class Procedures {

    private static final int MAX_OFFERED = 50;
    private static final int MAX_OFFERED_CHARACTERS = 8_000;

    private final SkillFolder skills;

    Procedures(SkillFolder skills) {
        this.skills = skills;
    }

    /** All skills by name, wrong ones too. */
    public List<ListedProcedure> skills() {
        return skills.all().stream().map(ListedProcedure::of).toList();
    }

    /** Those that a task of a space is told of: as many as fit a prompt. */
    List<OfferedProcedure> offered(Space space) {
        List<OfferedProcedure> offered = new ArrayList<>();
        int characters = 0;
        for (ProcedureDefinition one : usable()) {
            String description = one.description().replaceAll("\\s+", " ");
            characters += one.name().length() + description.length();
            if (offered.size() == MAX_OFFERED || characters > MAX_OFFERED_CHARACTERS) {
                break;
            }
            offered.add(new OfferedProcedure(one.name(), description));
        }
        return offered;
    }

    /**
     * The procedure of this name.
     *
     * @throws ProcedureException when there is none, or it is wrong
     */
    ProcedureDefinition get(Space space, String name) throws ProcedureException {
        Optional<Skill> skill = skills.find(name);
        if (skill.isEmpty()) {
            throw new ProcedureException("There is no procedure " + name + ". There are: "
                    + usable().stream()
                            .map(ProcedureDefinition::name)
                            .limit(MAX_OFFERED)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return skill.get()
                .usable()
                .orElseThrow(() -> new ProcedureException("The procedure " + name + " cannot be used: "
                        + skill.get().problem()));
    }

    private List<ProcedureDefinition> usable() {
        return skills.all().stream().flatMap(skill -> skill.usable().stream()).toList();
    }
}
