package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that boots a systemd, where it cannot: as another than root, or without the right to mount. */
class SystemdScriptTest {

    @TempDir
    private Path folder;

    @Test
    void whereNoneCanBeBootedItEndsAtOnceAndSaysSo() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare is not installed");
        Path output = folder.resolve("script.out");
        Process script = new ProcessBuilder(line())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(script.waitFor(1, TimeUnit.MINUTES))
                    .as("it ends while its standard input is open")
                    .isTrue();
            assertThat(script.exitValue()).isEqualTo(1);
            assertThat(Files.readString(output)).contains("it ended by itself with 1");
        } finally {
            script.getOutputStream().close();
        }
    }

    private List<String> line() {
        String any = folder.toString();
        List<String> line = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("/usr/bin/setpriv", "--bounding-set", "-sys_admin"));
        }
        line.addAll(List.of("bash", "src/test/sh/systemd.sh", "walden-it-none", any + "/none", any, any, any));
        return line;
    }
}
