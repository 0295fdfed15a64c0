package dev.walden.tools.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that others wrote and that {@code npm ci} in src/test/npm has installed. */
public final class NpmModules {

    private static final Path MODULES = Path.of("src/test/npm/node_modules/@modelcontextprotocol");

    private NpmModules() {}

    /** The command that runs one of them; where they are not installed, the test is skipped and says so. */
    public static List<String> command(String module, String... arguments) {
        Path program = MODULES.resolve(module).resolve("dist/index.js").toAbsolutePath();
        assumeTrue(
                Files.exists(program),
                "needs node and the packages of src/test/npm: run npm ci there, as .ci/run does where node is installed");
        List<String> command = new ArrayList<>(List.of("node", program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
