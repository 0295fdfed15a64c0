package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

final class StartFailureAnalyzerTest {

    private final StartFailureAnalyzer analyzer = new StartFailureAnalyzer();

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithWhatToDo() {
        var failure = new IllegalStateException(new AccessDeniedException("/srv/walden/log"));

        var analysis = analyzer.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("Walden may not write /srv/walden/log.");
        assertThat(analysis.getAction()).contains("--walden.home=");
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.NOT_WRITABLE);
    }

    @Test
    void anUnreadableLogKeepsItsOwnSentence() {
        var failure = new IllegalStateException(new ActivityException.Unreadable("Record 7 is of version 9.", null));

        var analysis = analyzer.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("Record 7 is of version 9.");
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.NEWER_FORMAT);
    }

    @Test
    void aPortInUseIsLeftToSpringBootAndHasItsCode() {
        var failure = new IllegalStateException(new PortInUseException(8080, new BindException("in use")));

        assertThat(analyzer.analyze(failure)).isNull();
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.PORT_IN_USE);
    }

    @Test
    void theUnforeseenIsNotExplainedAway() {
        var failure = new IllegalStateException("?");

        assertThat(analyzer.analyze(failure)).isNull();
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.FAILED);
    }
}
