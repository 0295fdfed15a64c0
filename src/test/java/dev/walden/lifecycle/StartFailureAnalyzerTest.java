package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityException;
import dev.walden.tools.PluginException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
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
    void aLogOfANewerVersionKeepsItsOwnSentence() {
        var failure =
                new IllegalStateException(new ActivityException.OfNewerVersion("Record 7 is of version 9.", null));

        var analysis = analyzer.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("Record 7 is of version 9.");
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.NEWER_FORMAT);
    }

    @Test
    void whatIsDamagedIsNotTakenForNewer() {
        var malformed = new IllegalStateException(new ActivityException.Unreadable("Record 7 is no text.", null));
        var damaged = new ActivityException.NotOpened("log_damaged", "Line 7: checksum.", null);

        assertThat(StartFailureAnalyzer.exitCodeOf(malformed)).isEqualTo(ExitCode.DAMAGED);
        assertThat(StartFailureAnalyzer.exitCodeOf(damaged)).isEqualTo(ExitCode.DAMAGED);
        assertThat(analyzer.analyze(malformed))
                .isNotNull()
                .satisfies(analysis -> assertThat(analysis.getAction()).contains("Restore"));
    }

    @Test
    void aKeyThatCannotBeUsedIsAMatterOfConfiguration() {
        var failure = new IllegalStateException(new ActivityException.KeyUnusable("There is no master key.", null));

        var analysis = analyzer.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("There is no master key.");
        assertThat(analysis.getAction()).contains("docs/operations.md#encryption");
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void aPluginThatCannotBeUsedIsNamedWithWhatToDo() {
        var failure = new IllegalStateException(new PluginException(Path.of("plugins/a.wasm"), "It is no module."));

        var analysis = analyzer.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("The plugin plugins/a.wasm cannot be used. It is no module.");
        assertThat(analysis.getAction()).contains("docs/plugins.md");
        assertThat(StartFailureAnalyzer.exitCodeOf(failure)).isEqualTo(ExitCode.BAD_CONFIGURATION);
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
