package dev.walden.memory.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.reasoning.Procedure;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that are a graph. What holds for a line of steps, {@link SkillTextTest} says. */
class StepsTextTest {

    private static final String GRAPH = """
            ---
            name: both
            description: Reads two files and writes one.
            inputs:
              who: {default: Ann}
            steps:
              - name: write
                tool: write_file
                arguments: {path: "{{input.who}}.txt", content: "{{steps.one.result}}"}
                after: [two]
              - name: one
                tool: read_file
              - name: two
                tool: read_file
                arguments: {path: b.txt}
                after: []
            ---
            """;

    @Test
    void aStepMayNameAndUseLaterOnes() throws Exception {
        Procedure procedure = SkillText.read("both", GRAPH).definition().with(Map.of("who", "Bob"));

        assertThat(procedure.steps())
                .extracting(Procedure.Step::after)
                .containsExactly(List.of("two"), null, List.of());
        assertThat(procedure.steps().getFirst().before()).containsExactly("one", "two");
        assertThat(procedure.steps().getFirst().arguments())
                .containsEntry("path", "Bob.txt")
                .containsEntry("content", "{{steps.one.result}}");
        assertThat(Procedure.areGraph(procedure.steps())).isTrue();
    }

    @Test
    void withoutAfterStepsAreALineAndUseEarlierOnesOnly() {
        String line = GRAPH.replace("    after: [two]\n", "").replace("    after: []\n", "");

        assertThatThrownBy(() -> SkillText.read("both", line))
                .isInstanceOfSatisfying(
                        SkillFault.class, fault -> assertThat(fault.line()).isEqualTo(9))
                .hasMessageContaining("of an earlier step, found {{steps.one.result}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "after: [two]|after: [tow]|10|expected the name of another step as element 1 of after of element 1 of steps"
                        + " of the front matter, found tow. Correct the name, or take it out.",
                "after: [two]|after: [two, write]|10|expected the name of another step as element 2 of after",
                "after: [two]|after: two|10|expected a list as after of element 1",
                "after: [two]|after: {two: 1}|10|expected a list as after of element 1",
                "steps.one|steps.none|9|or {{steps.NAME.result}} of a step, found {{steps.none.result}}",
                "steps.one|steps.write|10|found a circle. write after write: take one of them out of after",
                "after: []|after: [one, write]|10|found a circle. write after two after write: take one of them out",
                "path: b.txt|path: \"{{steps.write.result}}\"|10|found a circle. write after two after write:",
                "tool: write_file|tool: plan|8|expected any other tool in a graph as tool of element 1",
                "name: one|name: one45678901234567890123456789012345678901|11|expected 1 to 40 of letters, digits, _ and - in a graph",
            })
    void whatIsWrongIsToldWithItsLine(String right, String wrong, int line, String message) {
        String text = GRAPH.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));

        assertThat(text).isNotEqualTo(GRAPH);
        assertThatThrownBy(() -> SkillText.read("both", text))
                .isInstanceOfSatisfying(
                        SkillFault.class, fault -> assertThat(fault.line()).isEqualTo(line))
                .hasMessageContaining(message);
    }

    @Test
    void aCircleOfManyIsNamedAllTheWayRound() {
        StringBuilder text = new StringBuilder("---\nname: both\ndescription: d\nsteps:\n  - {name: free, tool: t}\n");
        for (int i = 0; i < 12; i++) {
            text.append("  - {name: step%d, tool: t, after: [free, step%d]}\n".formatted(i, (i + 1) % 12));
        }

        assertThatThrownBy(() -> SkillText.read("both", text.append("---\n").toString()))
                .isInstanceOfSatisfying(
                        SkillFault.class, fault -> assertThat(fault.line()).isEqualTo(6))
                .hasMessageContaining("step0 after step1 after step2 ", " after step11 after step0: take");
    }
}
