package dev.walden.memory;

import dev.walden.activity.LearnedStep;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.memory.learned.UniqueName;
import dev.walden.memory.procedure.SkillFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names learned procedures after their tools, as words of people could be forgotten and a name stays. Names of skills, and those that
 * were ever used in the space, are not given. Thread-safe.
 */
record ProcedureNames(Views views, SkillFolder skills) {

    private static final String BEGINNING = "learned-";
    private static final int LONGEST = 56;

    String of(Space space, List<LearnedStep> steps) {
        Set<String> taken = new HashSet<>(views.read(connection -> Sql.query(
                connection, "SELECT name FROM memory_learned WHERE space = ?", row -> row.getString(1), space.name())));
        skills.all().forEach(skill -> taken.add(skill.name()));
        return UniqueName.among(taken, withoutNumber(steps));
    }

    /**
     * Whether a procedure of these tools was rejected or retired in the space and forgotten since. Its row and name stay, its words do
     * not: nobody can tell any more whether it was for the same.
     */
    boolean wasRefused(Space space, List<LearnedStep> steps) {
        Pattern names = Pattern.compile(Pattern.quote(withoutNumber(steps)) + "(-[0-9]+)?");
        return views
                .read(connection -> Sql.query(
                        connection,
                        "SELECT name FROM memory_learned WHERE space = ? AND erased = 1 AND state IN (?, ?)",
                        row -> row.getString(1),
                        space.name(),
                        LearnedState.REJECTED.code(),
                        LearnedState.RETIRED.code()))
                .stream()
                .anyMatch(name -> names.matcher(name).matches());
    }

    private static String withoutNumber(List<LearnedStep> steps) {
        String tools = steps.stream().map(LearnedStep::tool).collect(Collectors.joining("-"));
        String name = BEGINNING + tools.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return name.substring(0, Math.min(LONGEST, name.length()));
    }

    boolean isOfSkill(String name) {
        return skills.find(name).isPresent();
    }
}
