package dev.walden.memory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OnnxEmbeddingTest {

    @TempDir
    static Path nativeFolder;

    @ParameterizedTest
    @EnumSource
    void whatMeansTheSameIsNearer(EmbeddingModel model) {
        Embedding embedding = new LazyEmbedding(model, nativeFolder);
        float[] question = embedding.of("Where does the cat sleep?");

        double related = product(question, embedding.of("The kitten naps on the sofa."));
        double unrelated = product(question, embedding.of("The invoice is due in March."));

        assertThat(related).isGreaterThan(unrelated + 0.1).isGreaterThan(model.related() - 0.1);
        assertThat(product(question, question)).isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource
    void aTextHasOneVectorWhateverCameBefore(EmbeddingModel model) {
        float[] first = new LazyEmbedding(model, nativeFolder).of("The kettle is on.");
        Embedding other = new LazyEmbedding(model, nativeFolder);
        other.of("Something else, and longer than the other text by some words.");

        assertThat(other.of("The kettle is on.")).containsExactly(first);
    }

    @ParameterizedTest
    @EnumSource
    void noTextIsTooLongOrTooStrange(EmbeddingModel model) {
        Embedding embedding = new LazyEmbedding(model, nativeFolder);

        for (String text : new String[] {"", " ", "word ".repeat(20_000), "\u0000\uD83D", "你好", "🙂".repeat(9_000)}) {
            assertThat(embedding.of(text)).hasSize(embedding.dimensions()).doesNotContain(Float.NaN);
        }
    }

    static double product(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
        }
        return product;
    }
}
