package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.cli.Exit;
import dev.walden.lifecycle.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service and the commands say the same by the same number, and the documentation says it too. */
class ExitCodesTest {

    @ParameterizedTest
    @EnumSource(Exit.class)
    void aCodeOfACommandIsDocumented(Exit exit) throws IOException {
        assertThat(Files.readString(Path.of("docs/operations.md"))).contains("| " + exit.number() + " |");
    }

    @Test
    void theSameKindOfFailureHasOneNumber() {
        assertThat(Exit.OK.number()).isEqualTo(ExitCode.OK.number());
        assertThat(Exit.FAILED.number()).isEqualTo(ExitCode.FAILED.number());
        assertThat(Exit.DAMAGED.number()).isEqualTo(ExitCode.DAMAGED.number());
        assertThat(Exit.NOT_EMPTY.number()).isEqualTo(ExitCode.NOT_WRITABLE.number());
        assertThat(Exit.IO_FAILED.number()).isEqualTo(ExitCode.LOG_FAILED.number());
        assertThat(Exit.LOCKED.number()).isEqualTo(ExitCode.LOCKED.number());
        assertThat(Exit.NO_KEY.number()).isEqualTo(ExitCode.BAD_CONFIGURATION.number());
        assertThat(Exit.NEWER_FORMAT.number()).isEqualTo(ExitCode.NEWER_FORMAT.number());
        assertThat(Arrays.stream(Exit.values()).map(Exit::number)).doesNotHaveDuplicates();
    }
}
