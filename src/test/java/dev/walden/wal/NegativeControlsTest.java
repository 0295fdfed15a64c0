package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The simulation catches logs that are wrong on purpose; one that it does not catch would prove nothing about ours. */
class NegativeControlsTest {

    private static final int SCRIPTS = 200;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aLogThatIsWrongOnPurposeIsCaught(BrokenLog broken, TestReporter reporter) {
        var caught = broken.firstFailure(SCRIPTS);

        assertThat(caught).as("%s within %d scripts", broken, SCRIPTS).isNotNull();
        reporter.publishEntry(broken + " is caught by script", String.valueOf(caught.seed()));
    }

    @Test
    void aSoundLogBehindTheSameSeamIsNotCaught() {
        assertThat(BrokenLog.NONE.firstFailure(SCRIPTS)).isNull();
    }

    @Test
    void aFailingScriptIsShrunkToTheOneStepThatMatters() {
        var failure = Objects.requireNonNull(BrokenLog.NEVER_FORCES.firstFailure(SCRIPTS));

        var shrunk = ScriptShrinker.shrink(failure, BrokenLog.NEVER_FORCES::simulation);

        assertThat(failure.script()).hasSizeGreaterThan(9);
        assertThat(shrunk.script()).containsExactly(new Step.Append(List.of(Simulation.SMALLEST_BODY_BYTES)));
        assertThat(shrunk.asError()).hasMessageContaining("seed " + shrunk.seed() + ", [Append[bytes=[60]]]");
    }

    @ParameterizedTest
    @EnumSource(names = {"ACKNOWLEDGES_BEFORE_THE_FORCE", "NEVER_SYNCS_THE_FOLDER", "TRIES_A_FORCE_AGAIN"})
    void noStepOfAShrunkScriptCanBeLeftOut(BrokenLog broken) {
        var failure = Objects.requireNonNull(broken.firstFailure(SCRIPTS));

        var shrunk = ScriptShrinker.shrink(failure, broken::simulation);

        assertThat(shrunk.script()).hasSizeLessThanOrEqualTo(5);
        for (int i = 0; i < shrunk.script().size(); i++) {
            var shorter = new ArrayList<>(shrunk.script());
            shorter.remove(i);
            assertThat(ScriptShrinker.run(shrunk.seed(), shorter, broken::simulation))
                    .as("%s without step %d of %s", broken, i, shrunk.script())
                    .isNull();
        }
    }
}
