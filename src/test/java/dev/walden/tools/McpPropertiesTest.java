package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.walden.tools.McpProperties.ServerProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where secrets may stand in what is configured of a server. */
class McpPropertiesTest {

    @Test
    void aCommandTakesNoSecretAndIsToldWhereToPutIt() {
        ServerProperties shown = command("--token=${secret:token}", Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McpProperties(Duration.ZERO, Map.of("shop", shown)))
                .withMessageContaining("walden.tools.mcp.servers.shop.command takes no secrets")
                .withMessageContaining("walden.tools.mcp.servers.shop.environment");
    }

    @Test
    void itsWordsHaveNoValues() {
        assertThat(command("--token=hunter2", Map.of("TOKEN", "hunter2")).toString())
                .contains("shop", "TOKEN")
                .doesNotContain("hunter2");
    }

    private static ServerProperties command(String argument, Map<String, String> environment) {
        return new ServerProperties(
                List.of("shop", argument), environment, null, Map.of(), false, Duration.ofSeconds(1));
    }
}
