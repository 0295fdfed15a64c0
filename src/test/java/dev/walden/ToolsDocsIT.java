package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.Capability;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.Toolbox;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds docs/tools.md equal to the tools of a service: those that are always there, and those that are there when configured. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "walden.tools.granted=READ_WORKSPACE,WRITE_WORKSPACE,NETWORK,READ_MEMORY,WRITE_MEMORY,SHELL",
            "walden.tools.shell.enabled=true",
            "walden.tools.shell.sandbox=none",
            "walden.tools.shell.allowed=sh",
            "walden.tools.sql.sources.shop.file=shop.db",
            "walden.tools.web-search.url=http://127.0.0.1:1/search?q={query}"
        })
@DirtiesContext
final class ToolsDocsIT {

    private static final Path FILE = Path.of("docs/tools.md");
    /** That they are not there otherwise, tests of their configurations say. */
    private static final Set<String> WHEN_CONFIGURED = Set.of("shell", "sql_query", "web_search");

    /** Never called: the task machine does what they are for, in its own time. */
    private static final Set<String> OWN = Set.of("ask_user", "delegate", "plan", "read_blob");

    @TempDir
    static Path home;

    @Autowired
    private Toolbox toolbox;

    @Autowired
    private JsonMapper mapper;

    @DynamicPropertySource
    static void useAFolderOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("walden.home", () -> home.toString());
    }

    @Test
    void theTableOfToolsIsWhatAFreshServiceOffers() throws IOException {
        String rows = toolbox.offered().stream()
                .filter(tool -> !WHEN_CONFIGURED.contains(tool.name()))
                .map(ToolsDocsIT::row)
                .collect(Collectors.joining());

        GeneratedDoc.checkPart(
                FILE, "tools", "| tool | class | needs | what a model reads |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void eachToolHasAChapterWithItsInputAndItsLimits() throws IOException {
        Properties limits = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("src/test/resources/tools/limits.properties"))) {
            limits.load(text);
        }
        List<ToolDescriptor> tools = toolbox.offered();

        assertThat(limits.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        tools.stream().map(ToolDescriptor::name).toList());
        assertThat(limits.values())
                .as("figures that nothing holds to the code")
                .noneMatch(notes -> ToolLimits.hasFigureByHand((String) notes));
        GeneratedDoc.checkPart(
                FILE,
                "each-tool",
                tools.stream()
                        .map(tool -> chapter(tool, limits.getProperty(tool.name())))
                        .collect(Collectors.joining("\n")));
    }

    private static String row(ToolDescriptor tool) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        tool.name(),
                        tool.sideEffect().code(),
                        needs(tool),
                        description(tool).replace("|", "\\|"));
    }

    private static String needs(ToolDescriptor tool) {
        return tool.capabilities().stream()
                .sorted()
                .map(Capability::name)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
    }

    private static String description(ToolDescriptor tool) {
        return tool.description().strip().replaceAll("\\s+", " ");
    }

    private String chapter(ToolDescriptor tool, String limits) {
        String configured = WHEN_CONFIGURED.contains(tool.name())
                ? " Offered when configured; times, commands and databases in this chapter are those of an example."
                : "";
        String needs = tool.capabilities().isEmpty() ? "" : " Needs " + needs(tool) + ".";
        String read = configured.isEmpty() ? "" : "A model reads: " + description(tool) + "\n\n";
        String time = OWN.contains(tool.name())
                ? "carried out by the task itself"
                : "at most " + tool.timeout().toSeconds() + " s";
        JsonNode schema = mapper.readTree(tool.inputSchema());
        return "### %s%n%nClass %s, %s.%s%s%n%n%s%sLimits and failures: %s%n"
                .formatted(
                        tool.name(),
                        tool.sideEffect().code(),
                        time,
                        needs,
                        configured,
                        read,
                        input(schema),
                        ToolLimits.filled(limits, schema));
    }

    /** Argument by argument, each with its schema. */
    private static String input(JsonNode schema) {
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        String arguments = schema.path("properties")
                .propertyStream()
                .map(argument -> "- `%s`%s: `%s`%n"
                        .formatted(
                                argument.getKey(),
                                required.contains(argument.getKey()) ? ", required" : "",
                                argument.getValue()))
                .collect(Collectors.joining());
        return arguments.isEmpty() ? "" : arguments + "\n";
    }
}
