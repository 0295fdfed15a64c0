package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client scenarios of the conformance suite: docs/mcp.md has all of them in a table, with those that pass. */
final class ConformanceIT {

    private static final Pattern ROW = Pattern.compile("^\\| (`.*`) \\| (yes|no) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @TempDir
    private Path folder;

    @Test
    void theTableHasEveryScenarioOfTheSuiteAndNoOther() throws IOException, InterruptedException {
        Process suite = new ProcessBuilder(NpmModules.command("conformance", "list", "--client"))
                .redirectErrorStream(true)
                .start();

        String listed = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(suite.waitFor()).as(listed).isZero();
        assertThat(Stream.concat(rows("yes"), rows("no")))
                .as("a scenario of the suite that is new passes or does not: say which in docs/mcp.md")
                .containsExactlyInAnyOrderElementsOf(listed.lines()
                        .filter(line -> line.startsWith("  - "))
                        .map(line -> line.substring(4).strip())
                        .toList());
        assertThat(rows("yes")).contains("initialize", "tools_call", "sse-retry");
    }

    private static Stream<String> passing() throws IOException {
        return rows("yes");
    }

    /** The scenarios of the table that pass, or those that do not. */
    private static Stream<String> rows(String passes) throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/mcp.md")))
                .results()
                .filter(row -> row.group(2).equals(passes))
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aScenarioPasses(String scenario) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String client =
                "%s -XX:TieredStopAtLevel=1 -cp %s %s".formatted(java, classPath(), ConformanceClient.class.getName());
        List<String> command = NpmModules.command(
                "conformance",
                "client",
                "--command",
                client,
                "--scenario",
                scenario,
                "--output-dir",
                folder.resolve("results").toString());
        Path output = folder.resolve("output");

        Process suite = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        boolean ended = suite.waitFor(1, TimeUnit.MINUTES);
        suite.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(suite.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Launchers may have the tests in a class loader of their own. */
    private static String classPath() {
        if (!(ConformanceClient.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
    }
}
