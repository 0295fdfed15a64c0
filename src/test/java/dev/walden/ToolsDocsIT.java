package dev.walden;

import dev.walden.plugin.Capability;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Holds the table in docs/tools.md equal to the tools of a service without configuration. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
final class ToolsDocsIT {

    @TempDir
    static Path home;

    @Autowired
    private Toolbox toolbox;

    @DynamicPropertySource
    static void useAFolderOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("walden.home", () -> home.toString());
    }

    @Test
    void theTableOfToolsIsWhatAFreshServiceOffers() throws IOException {
        String rows = toolbox.offered().stream().map(ToolsDocsIT::row).collect(Collectors.joining());

        GeneratedDoc.checkPart(
                Path.of("docs/tools.md"),
                "tools",
                "| tool | class | needs | what a model reads |\n|---|---|---|---|\n" + rows);
    }

    private static String row(ToolDescriptor tool) {
        String needs = tool.capabilities().stream()
                .sorted()
                .map(Capability::name)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
        String description = tool.description().strip().replaceAll("\\s+", " ").replace("|", "\\|");
        return "| `%s` | %s | %s | %s |%n"
                .formatted(tool.name(), tool.sideEffect().code(), needs, description);
    }
}
