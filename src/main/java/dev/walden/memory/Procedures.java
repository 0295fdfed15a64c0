package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.memory.procedure.ProcedureDefinition;
import dev.walden.memory.procedure.ProcedureException;
import dev.walden.memory.procedure.Skill;
import dev.walden.memory.procedure.SkillFolder;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.RunRequest;
import dev.walden.reasoning.StepCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The procedures that tasks can follow: skills, and what was learned in their space and approved. Thread-safe. */
public final class Procedures {

    /** The words ask to run a procedure, and there was none of that name with steps, nor a broken skill. */
    private static final String NONE = TaskMemory.NO_RUN;

    private static final int MAX_OFFERED = 50;
    private static final int MAX_OFFERED_CHARACTERS = 8_000;

    private final SkillFolder skills;
    private final UsableProcedures learned;

    Procedures(SkillFolder skills, UsableProcedures learned) {
        this.skills = skills;
        this.learned = learned;
    }

    /**
     * All skills by name, wrong ones too.
     *
     * @param tools those that can be called now
     */
    public List<ListedProcedure> skills(List<ToolDescriptor> tools) {
        StepCheck check = new StepCheck(tools);
        return skills.all().stream()
                .map(skill -> ListedProcedure.of(skill, check))
                .toList();
    }

    /**
     * Those that a task is told of: as many as fit a prompt, skills first; but not one that it would have run, had it been there when the task
     * was accepted: it would be run now.
     */
    List<Offer> offered(TaskSubmitted asked) {
        List<Offer> offered = offered(asked.space());
        if (NONE.equals(asked.run())) {
            request(asked.input()).ifPresent(request -> offered.removeIf(one -> isOf(one.told(), request)));
        }
        return offered;
    }

    private static boolean isOf(OfferedProcedure one, RunRequest request) {
        return one.hasSteps() && one.name().equals(request.name());
    }

    /** All that fit a prompt. */
    List<Offer> offered(Space space) {
        List<Offer> offered = new ArrayList<>();
        int characters = 0;
        for (FoundProcedure one : usable(space)) {
            Offer offer = Offer.of(one);
            characters +=
                    offer.told().name().length() + offer.told().description().length();
            if (offered.size() == MAX_OFFERED || characters > MAX_OFFERED_CHARACTERS) {
                break;
            }
            offered.add(offer);
        }
        return offered;
    }

    /** What is recorded of words that ask to run a procedure; empty when they ask for anything else. */
    Optional<String> decided(Space space, String words) {
        return request(words)
                .map(_ -> toRun(space, words).map(run -> run.told().name()).orElse(NONE));
    }

    /** The one that a task runs; empty when it does anything else. Once decided, it is one also when it is there no more. */
    Optional<Offer> toRun(TaskSubmitted asked) {
        String decided = asked.run();
        if (decided == null) {
            return toRun(asked.space(), asked.input());
        }
        return decided.equals(NONE)
                ? Optional.empty()
                : toRun(asked.space(), asked.input()).or(() -> Optional.of(Offer.byName(decided)));
    }

    /**
     * The one that the words ask to run, when it can be followed and has steps; empty when they ask for anything else. A skill whose file is
     * wrong is given by its name: its run ends with what is wrong, which whoever put it there must know.
     */
    private Optional<Offer> toRun(Space space, String words) {
        Optional<RunRequest> request = request(words);
        if (request.isEmpty()) {
            return Optional.empty();
        }
        String name = request.get().name();
        try {
            return Optional.of(Offer.of(get(space, name)))
                    .filter(run -> run.told().hasSteps());
        } catch (ProcedureException _) {
            return skills.find(name).filter(Skill::broken).map(skill -> Offer.byName(skill.name()));
        }
    }

    /**
     * The same for what was given nothing else before. Where nothing was decided, one that is there no more, or is wrong by now, is still given
     * by its name: who asks for it is told so, and the run ends with that. Words without inputs may have asked for something else.
     */
    Optional<Offer> toRunAgain(TaskSubmitted asked) {
        Optional<Offer> run = toRun(asked);
        return run.isPresent() || asked.run() != null
                ? run
                : request(asked.input())
                        .filter(request -> !request.inputs().isEmpty() && !isThere(asked.space(), request.name()))
                        .map(request -> Offer.byName(request.name()));
    }

    private static Optional<RunRequest> request(String words) {
        return RunRequest.of(words).filter(read -> read.complaint().isEmpty());
    }

    private boolean isThere(Space space, String name) {
        try {
            get(space, name);
            return true;
        } catch (ProcedureException _) {
            return false;
        }
    }

    /**
     * The procedure of this name; a skill goes before what was learned.
     *
     * @throws ProcedureException when there is none, it is wrong, or it may not be followed
     */
    FoundProcedure get(Space space, String name) throws ProcedureException {
        Optional<Skill> skill = skills.find(name);
        if (skill.isPresent()) {
            return skill.get()
                    .usable()
                    .map(Procedures::ofSkill)
                    .orElseThrow(() -> new ProcedureException("The procedure " + name + " cannot be used: "
                            + skill.get().problem()));
        }
        Optional<FoundProcedure> found = learned.find(space, name);
        return found.orElseThrow(
                () -> new ProcedureException("There is no procedure " + name + ". " + thoseThereAre(space)));
    }

    private String thoseThereAre(Space space) {
        List<FoundProcedure> usable = usable(space);
        String there = usable.isEmpty()
                ? "There are none: a skill is a file skills/NAME/SKILL.md of the data folder."
                : "There are: " + names(usable.stream().map(FoundProcedure::name));
        List<Skill> broken = skills.all().stream().filter(Skill::broken).toList();
        return broken.isEmpty()
                ? there
                : there + " The file is broken of: " + names(broken.stream().map(Skill::name));
    }

    private static String names(Stream<String> names) {
        return names.limit(MAX_OFFERED).collect(Collectors.joining(", ")) + ".";
    }

    private static FoundProcedure ofSkill(ProcedureDefinition skill) {
        return new FoundProcedure(skill, true, null);
    }

    private List<FoundProcedure> usable(Space space) {
        List<Skill> all = skills.all();
        List<FoundProcedure> usable = new ArrayList<>();
        all.forEach(skill -> skill.usable().map(Procedures::ofSkill).ifPresent(usable::add));
        List<FoundProcedure> approved = learned.of(space);
        if (!approved.isEmpty()) {
            Set<String> taken = new HashSet<>();
            all.forEach(skill -> taken.add(skill.name()));
            approved.stream().filter(one -> !taken.contains(one.name())).forEach(usable::add);
        }
        return usable;
    }
}
