package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.walden.tools.McpProperties.ServerProperties;
import dev.walden.tools.mcp.ProcessBounds;
import dev.walden.tools.mcp.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What may be configured of a server, and where secrets may stand in it. */
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

    @Test
    void boundsThatAreNotGivenAreThoseOfTheDocumentation() {
        assertThat(new McpProperties(Duration.ZERO, Map.of("shop", command("a", Map.of()))).toSettings(Path.of("")))
                .singleElement()
                .extracting(ServerSettings::way)
                .isInstanceOfSatisfying(
                        ServerSettings.Command.class,
                        way -> assertThat(way.bounds()).isEqualTo(new ProcessBounds(4L << 30, 1024)));
    }

    /** They would bound nothing: the server's processes are not ours. */
    @Test
    void boundsOfAServerWithAUrlAreRefused() {
        assertRefused(address(Map.of(), DataSize.ofGigabytes(1), null), "memory");
        assertRefused(address(Map.of(), null, 1024), "processes");
        assertRefused(address(Map.of("TOKEN", "x"), null, null), "environment");
    }

    @Test
    void aServerWithAUrlNeedsNoBounds() {
        assertThat(new McpProperties(Duration.ZERO, Map.of("shop", address(Map.of(), null, null)))
                        .toSettings(Path.of("")))
                .singleElement()
                .extracting(ServerSettings::way)
                .isEqualTo(new ServerSettings.Address(URI.create("http://127.0.0.1:1/mcp"), Map.of()));
    }

    private static void assertRefused(ServerProperties server, String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McpProperties(Duration.ZERO, Map.of("shop", server)))
                .withMessage(
                        "walden.tools.mcp.servers.shop." + setting + " is for a server with a command. Leave it out.");
    }

    private static ServerProperties address(
            Map<String, String> environment, @Nullable DataSize memory, @Nullable Integer processes) {
        return new ServerProperties(
                List.of(),
                environment,
                URI.create("http://127.0.0.1:1/mcp"),
                Map.of(),
                false,
                Duration.ofSeconds(1),
                memory,
                processes);
    }

    private static ServerProperties command(String argument, Map<String, String> environment) {
        return command(argument, environment, null, null);
    }

    private static ServerProperties command(
            String argument, Map<String, String> environment, @Nullable DataSize memory, @Nullable Integer processes) {
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
