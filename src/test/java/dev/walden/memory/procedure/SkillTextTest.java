package dev.walden.memory.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.reasoning.Procedure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillTextTest {

    private static final String WHOLE = """
            ---
            name: note
            description: Writes down what somebody said.
            inputs:
              who: {description: the speaker}
              times: {type: number, default: 2}
              loud: {type: boolean, default: false}
            steps:
              - name: now
                tool: clock
                arguments: {zone: "Europe/Rome"}
              - name: save
                tool: write_file
                arguments:
                  path: "{{input.who}}.txt"
                  content: "{{steps.now.result}}: {{input.who}}"
                  deep: [1, 1.50, true, null, {times: "{{input.times}}"}]
            ---
            Ask {{input.who}} first. Leave {{this}} alone.
            """;

    @Test
    void aSkillIsReadWhole() throws Exception {
        ProcedureDefinition skill = SkillText.read("note", WHOLE).definition();

        Procedure procedure = skill.with(Map.of("who", "Ann", "times", "3"));

        assertThat(skill.description()).isEqualTo("Writes down what somebody said.");
        assertThat(skill.inputs()).extracting(ProcedureInput::name).containsExactly("who", "times", "loud");
        assertThat(procedure.instructions()).isEqualTo("Ask Ann first. Leave {{this}} alone.");
        assertThat(procedure.steps().getLast().arguments())
                .containsEntry("path", "Ann.txt")
                .containsEntry("content", "{{steps.now.result}}: Ann");
        assertThat(procedure.steps().getLast().arguments().get("deep"))
                .hasToString("[1, 1.50, true, null, {times=3}]")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(1L, new BigDecimal("1.50"), Map.of("times", 3L));
    }

    @Test
    void inputsThatDoNotFitAreTold() throws Exception {
        ProcedureDefinition skill = SkillText.read("note", WHOLE).definition();

        assertThatThrownBy(() -> skill.with(Map.of()))
                .hasMessage("The procedure note needs the input who. Its inputs are: who (string): the speaker;"
                        + " times (number, may be left out); loud (boolean, may be left out).");
        assertThatThrownBy(() -> skill.with(Map.of("who", "x", "where", "y"))).hasMessageContaining("no input where");
        assertThatThrownBy(() -> skill.with(Map.of("who", "x", "times", "two"))).hasMessageContaining("found: two");
        assertThatThrownBy(() -> skill.with(Map.of("who", "x".repeat(9_000)))).hasMessageContaining("input who");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: note|# name|2|expected name in the front matter, found none.",
                "name: note|name: other|2|expected the name of its folder, note, as name of the front matter, found other.",
                "name: note|name: Note|2|expected 1 to 64 of a-z, 0-9 and - as name of the front matter, found Note.",
                "description: W|description: [W]  #|3|expected a text",
                "inputs:|input:|4|expected one of name, description, inputs, steps in the front matter",
                "{type: number, default: 2}|{type: int, default: 2}|6|expected string, number or boolean",
                "{type: number, default: 2}|{type: number, default: two}|6|expected a number as default of times",
                "{type: number, default: 2}|{type: number, required: true, default: 2}|6|found both",
                "{type: number, default: 2}|{type: number, required: false}|6|found no default",
                "{type: number, default: 2}|{type: number, required: maybe, default: 2}|6|expected true or false",
                "  loud:|  times:|7|expected each name once",
                "tool: clock|tool: use_skill|10|expected any other tool",
                "tool: clock|toll: clock|10|expected one of name, tool, arguments",
                "- name: save|- name: now|12|expected at most 20 steps, each with a name of its own,",
                "{{steps.now.result}}|{{steps.save.result}}|16|found {{steps.save.result}}",
                "\"{{input.who}}.txt\"|\"{{input.whom}}.txt\"|15|found {{input.whom}}",
                "[1, 1.50|[0x1F|17|expected a decimal number",
                "[1, 1.50|[&a 1, *a|17|expected values without aliases",
                "[1, 1.50|[1, 1.50]]|17|expected YAML",
                "Ask {{input.who}}|Ask {{input.nobody}}|19|found {{input.nobody}}",
            })
    void whatIsWrongIsToldWithItsLine(String right, String wrong, int line, String message) {
        String text = WHOLE.replaceFirst(
                java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));

        assertThat(text).isNotEqualTo(WHOLE);
        assertThatThrownBy(() -> SkillText.read("note", text))
                .isInstanceOfSatisfying(
                        SkillFault.class, fault -> assertThat(fault.line()).isEqualTo(line))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "'',1",
        "'# Title',1",
        "'---\nname: note',2",
        "'---\n---\ntext',2",
        "'---\nname: note\ndescription: d\n---\n',5"
    })
    void whatIsNoSkillAtAllIsToldToo(String text, int line) {
        assertThatThrownBy(() -> SkillText.read("note", text))
                .isInstanceOfSatisfying(
                        SkillFault.class, fault -> assertThat(fault.line()).isEqualTo(line));
    }

    /** Any text is either a skill or told as a fault in one of its lines. */
    @Test
    void brokenTextsAreTakenInOneWayOrTheOther() {
        Random random = new Random(5);
        List<String> pieces = List.of(
                "{{",
                "}}",
                "[",
                "]",
                "{",
                "}",
                ": ",
                "- ",
                "\n",
                "---\n",
                "&a ",
                "*a",
                "!!java.net.URL ",
                "\t",
                "\"",
                "|",
                "0x1",
                "#");
        int faults = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(WHOLE);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                text.replace(
                        at, Math.min(text.length(), at + random.nextInt(6)), pieces.get(random.nextInt(pieces.size())));
            }
            try {
                SkillText.read("note", text.toString());
            } catch (SkillFault fault) {
                faults++;
                assertThat(fault.line())
                        .as("round %d:%n%s", round, text)
                        .isBetween(1, (int) text.toString().lines().count() + 1);
            }
        }

        assertThat(faults).isBetween(500, 2_999);
    }
}
