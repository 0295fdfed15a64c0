package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client scenarios of the conformance suite that are ours to pass; docs/mcp.md says why not the others. */
final class ConformanceIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "tools_call", "sse-retry"})
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
