package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceProcessTest {

    private final ServiceProcess process = new ServiceProcess(new LogQueue(1, List.of()));

    @Test
    void anOverrunOfAStopBySignalIsAnOverrun() {
        assertThat(process.codeOfOverrun()).isEqualTo(ExitCode.STOP_OVERRUN);
    }

    @Test
    void anOverrunOfAStopThatWasAskedForIsAnOverrun() {
        process.endingWith(ExitCode.OK);

        assertThat(process.codeOfOverrun()).isEqualTo(ExitCode.STOP_OVERRUN);
    }

    @Test
    void aFailedLogStaysTheReasonHoweverLongItsStopTakes() {
        process.endingWith(ExitCode.LOG_FAILED);
        process.endingWith(ExitCode.OK);

        assertThat(process.codeOfOverrun()).isEqualTo(ExitCode.LOG_FAILED);
    }
}
