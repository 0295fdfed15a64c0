package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.walden.tools.McpProperties.ServerProperties;
import dev.walden.tools.mcp.ProcessBounds;
import dev.walden.tools.mcp.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

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

    @ParameterizedTest
    @CsvSource({"63, 1024, memory must be 64MB and up", "64, 63, processes must be 64 and up"})
    void boundsThatNoServerCanLiveWithAreRefused(int megabytes, int processes, String why) {
        ServerProperties tight = command("a", Map.of(), DataSize.ofMegabytes(megabytes), processes);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McpProperties(Duration.ZERO, Map.of("shop", tight)))
                .withMessageContaining("walden.tools.mcp.servers.shop." + why);
    }

    @Test
    void boundsReachTheSettings() {
        ServerProperties least = command("a", Map.of(), DataSize.ofMegabytes(64), 64);

        assertThat(new McpProperties(Duration.ZERO, Map.of("shop", least)).toSettings(Path.of("homes")))
                .singleElement()
                .extracting(ServerSettings::way)
                .isEqualTo(new ServerSettings.Command(
                        List.of("shop", "a"), Map.of(), Path.of("homes/shop"), new ProcessBounds(64 << 20, 64)));
    }

    private static ServerProperties command(String argument, Map<String, String> environment) {
        return command(argument, environment, DataSize.ofGigabytes(4), 1024);
    }

    private static ServerProperties command(
            String argument, Map<String, String> environment, DataSize memory, int processes) {
        return new ServerProperties(
                List.of("shop", argument),
                environment,
                null,
                Map.of(),
                false,
                Duration.ofSeconds(1),
                memory,
                processes);
    }
}
