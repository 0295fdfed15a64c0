package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer spoils folders, steered by the code that it reaches. A process of its own, as its agent rewrites the classes, which the other
 * tests and their coverage need as they are; its library is there in the nightly profile only.
 */
@Tag("nightly")
class JazzerIT {

    private static final int SECONDS = 180;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void noInputOfAFuzzerBreaksAPromiseOfRecovery() throws Exception {
        var output = folder.resolve("jazzer.out");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FolderFuzz.class.getName(),
                        "--instrumentation_includes=dev.walden.wal.**",
                        "--custom_hook_includes=dev.walden.wal.**",
                        "-max_len=400",
                        "-timeout=20",
                        "-max_total_time=" + SECONDS)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS + 240L, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output)).contains("DONE").doesNotContain("Java Exception");
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
