package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WrittenToolsTest {

    private static final String EITHER =
            "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}},\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}";

    private final WrittenTools written = new WrittenTools();

    @Test
    void aSchemaGoesWhole() {
        String text = written.of(List.of(tool("Says \"hello\".\n", EITHER))).text();

        assertThat(JsonText.object("{\"tools\":" + text + "}").orElseThrow())
                .isEqualTo(Map.of(
                        "tools",
                        List.of(Map.of(
                                "type",
                                "function",
                                "function",
                                Map.of(
                                        "name",
                                        "greet",
                                        "description",
                                        "Says \"hello\".\n",
                                        "parameters",
                                        JsonText.object(EITHER).orElseThrow())))));
    }

    @Test
    void aSchemaWithoutPropertiesGetsNone() {
        assertThat(written.of(List.of(tool("Greets.", "{\"type\":\"object\"}"))).text())
                .contains("\"parameters\":{\"type\":\"object\",\"properties\":{}}");
    }

    @Test
    void aToolThatChangesIsWrittenAnew() {
        assertThat(written.of(List.of(tool("Old.", EITHER))).text()).contains("Old.");
        assertThat(written.of(List.of(tool("New.", EITHER))).text())
                .contains("New.")
                .doesNotContain("Old.");
    }

    private static ToolDescriptor tool(String description, String schema) {
        return ToolDescriptor.of("greet", description, schema, SideEffect.NONE, Duration.ofSeconds(1));
    }
}
