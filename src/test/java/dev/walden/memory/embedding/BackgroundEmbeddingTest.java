package dev.walden.memory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class BackgroundEmbeddingTest {

    /** In the file's fields behind the name, which ends with the last bracket. */
    private static final int NICE = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelRunsItsThreadLast() throws Exception {
        try (var embedding = new BackgroundEmbedding(new Thinking(() -> new float[] {niceness()}))) {
            assertThat(embedding.await(embedding.begin("text"))).containsExactly(19);
        }
    }

    @Test
    void whoWaitsWhileItIsClosedIsToldThatNoneComes() throws Exception {
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var embedding = new BackgroundEmbedding(new Thinking(() -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new EmbeddingException.NoModel("interrupted", e);
            }
            return new float[0];
        }));
        Thread closer = Thread.ofPlatform().start(() -> {
            try {
                begun.await();
                embedding.close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThatThrownBy(() -> embedding.await(embedding.begin("text"))).isInstanceOf(EmbeddingException.class);
        closer.join();
        assertThatThrownBy(() -> embedding.begin("text")).isInstanceOf(EmbeddingException.NoModel.class);
    }

    private static float niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String behindTheName = stat.substring(stat.lastIndexOf(')') + 2);
            return Float.parseFloat(List.of(behindTheName.split(" ", -1)).get(NICE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What computes a vector of a test. */
    private record Thinking(Supplier<float[]> vector) implements Embedding {
        @Override
        public String model() {
            return "test";
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public float[] of(String text) {
            return vector.get();
        }
    }
}
