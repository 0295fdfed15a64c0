package dev.walden.memory.procedure;

import dev.walden.conversation.Templates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The gaps that will have a filling, as far as a file was read. Confined to one file. */
final class DeclaredGaps {

    private static final String ADVICE = "Correct the name, or declare the input.";

    private final Set<String> declared = new HashSet<>();

    void add(String gap) {
        declared.add(gap);
    }

    /** @param steps which ones there are to take results from, in words */
    void check(@Nullable Object value, int line, String steps) throws SkillFault {
        check(value, line, _ -> true, "{{input.NAME}} of a declared input or {{steps.NAME.result}} of " + steps);
    }

    /** Only gaps for inputs are filled there; other double braces are what the instructions are about. */
    void checkInstructions(FrontMatter matter) throws SkillFault {
        List<String> lines = matter.rest().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            check(lines.get(i), matter.restLine() + i, gap -> gap.startsWith("input."), "a declared input");
        }
    }

    private void check(@Nullable Object value, int line, Predicate<String> meant, String expected) throws SkillFault {
        List<String> unknown = new ArrayList<>();
        Templates.gaps(value, gap -> {
            if (meant.test(gap) && !declared.contains(gap)) {
                unknown.add(gap);
            }
        });
        if (!unknown.isEmpty()) {
            throw SkillFault.at(line, expected, "{{" + unknown.getFirst() + "}}", ADVICE);
        }
    }
}
