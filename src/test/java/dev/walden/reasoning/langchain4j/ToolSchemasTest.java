package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ToolSchemasTest {

    private final ToolSchemas schemas = new ToolSchemas();

    @Test
    void aToolIsReadOnce() {
        assertThat(only(tool("city"))).isSameAs(only(tool("city")));
    }

    @Test
    void aToolThatChangesIsReadAnew() {
        assertThat(only(tool("city")).parameters().properties()).containsOnlyKeys("city");
        assertThat(only(tool("place")).parameters().properties()).containsOnlyKeys("place");
    }

    private ToolSpecification only(ToolDescriptor tool) {
        return schemas.of(List.of(tool)).getFirst();
    }

    private static ToolDescriptor tool(String argument) {
        return ToolDescriptor.of(
                "weather",
                "Tells the weather.",
                "{\"type\":\"object\",\"properties\":{\"%s\":{\"type\":\"string\"}}}".formatted(argument),
                SideEffect.NONE,
                Duration.ofSeconds(1));
    }
}
