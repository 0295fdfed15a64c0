package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result that nobody can have is no success. */
class ResultStreamTest {

    private static final String TASK = "tqueuedaaaaaaaaaa";

    private final CliRun cli = new CliRun(Path.of("src/test/resources/golden/v1/folder"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log export",
                "log show --task " + TASK,
                "log verify",
                "log stats --json",
                "log tail",
                "task replay " + TASK,
                "--version"
            })
    void whatCannotBeWrittenIsToldAndIsNoSuccess(String line) throws IOException {
        try (var full = new FileOutputStream("/dev/full")) {
            assertThat(cli.runTo(full, line.split(" "))).isEqualTo(74);
        }

        assertThat(cli.err())
                .startsWith("walden: The result could not be written whole to the standard output: ")
                .hasLineCount(1);
    }

    @Test
    void whatTheLogIsLikeIsSaidFirst() throws IOException {
        try (var full = new FileOutputStream("/dev/full")) {
            assertThat(cli.runTo(full, "log", "verify", "--expect-head", "5:" + "0".repeat(64)))
                    .isEqualTo(65);
        }

        assertThat(cli.err()).contains("could not be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log export", "log verify"})
    void aReaderWhoHasEnoughIsNoFailure(String line) {
        assertThat(cli.runTo(new ClosedPipe(), line.split(" "))).isZero();

        assertThat(cli.err()).isEmpty();
    }

    private static final class ClosedPipe extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
