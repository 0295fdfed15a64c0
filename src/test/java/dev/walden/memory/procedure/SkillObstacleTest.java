package dev.walden.memory.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.StepCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillObstacleTest {

    private static final StepCheck TOOLS = new StepCheck(List.of(tool("clock", ""), tool("write_file", "\"path\":{}")));
    private static final String WHOLE = """
            ---
            name: note
            description: Notes.
            steps:
              - name: now
                tool: clock
              - name: save
                tool: write_file
                arguments:
                  path: n.txt
              - {name: more, tool: write_file, arguments: {path: m.txt}}
            ---
            """;

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tool: clock|tool: clok|6|the tool clok is not available here.",
                "path: n.txt|pth: n.txt|10|the tool write_file has no argument pth; it has path.",
                "{path: m.txt}|{path: m.txt, mode: a}|11|the tool write_file has no argument mode; it has path.",
            })
    void theLineIsNamedAndTheSkillStaysUsable(String right, String wrong, int line, String reason) throws IOException {
        Skill skill = skill(WHOLE.replace(right, wrong));

        assertThat(skill.usable()).isPresent();
        assertThat(skill.obstacle(TOOLS))
                .hasValue(
                        "skills/note/SKILL.md, line " + line + ": " + reason + " No run begins before that is mended.");
    }

    @Test
    void whatCanBeTriedAndWhatIsBrokenAnywayHaveNone() throws IOException {
        assertThat(skill(WHOLE).obstacle(TOOLS)).isEqualTo(Optional.empty());
        assertThat(skill(WHOLE.replace("tool: clock", "tol: clock")).obstacle(TOOLS))
                .isEmpty();
    }

    @Test
    void aGraphNeedsTheToolThatCarriesOutPlans() throws IOException {
        String graph = WHOLE.replace("{path: m.txt}", "{path: m.txt}, after: [save]");

        assertThat(skill(graph).obstacle(TOOLS))
                .hasValue(
                        "skills/note/SKILL.md, line 6: its steps are a graph, which takes the tool plan, and that is not"
                                + " available here. No run begins before that is mended.");
        assertThat(skill(graph)
                        .obstacle(new StepCheck(
                                List.of(tool("clock", ""), tool("write_file", "\"path\":{}"), tool("plan", "")))))
                .isEmpty();
    }

    private Skill skill(String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("skills/note")).resolve("SKILL.md"), text);
        return new SkillFolder(home.resolve("skills"), Duration.ZERO)
                .find("note")
                .orElseThrow();
    }

    private static ToolDescriptor tool(String name, String properties) {
        String schema = "{\"type\":\"object\",\"properties\":{" + properties + "},\"additionalProperties\":false}";
        return ToolDescriptor.of(name, name, schema, SideEffect.NONE, Duration.ofSeconds(1));
    }
}
