package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a failure says of its engine, where no request over HTTP shows it. */
final class BlameTest {

    @Test
    void anEngineThatWasBusyWithAnotherPromptHasNeitherFailedNorAnswered() {
        assertThat(Blame.of(EngineException.permanent("engine_busy", "It reads another's."), true))
                .isEqualTo(Blame.NOBODY);
    }
}
