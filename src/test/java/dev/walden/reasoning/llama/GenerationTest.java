package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The turn of a reply, without a model. */
final class GenerationTest {

    private final Generation generation = new Generation(false);

    @Test
    void itBeginsWhenTheModelsThreadTakesItUp() throws Exception {
        assertThat(generation.begins(System.nanoTime())).isFalse();

        generation.begin();

        assertThat(generation.begins(System.nanoTime())).isTrue();
    }

    /** The thread may read another's prompt for long, also while the service stops. */
    @Test
    void whoWaitsForTheTurnOfAnAbandonedOneIsToldAtOnce() {
        generation.abandon();

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> generation.begins(
                        System.nanoTime() + Duration.ofMinutes(1).toNanos()));
    }
}
