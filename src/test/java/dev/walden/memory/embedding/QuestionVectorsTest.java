package dev.walden.memory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuestionVectorsTest {

    @TempDir
    Path folder;

    @Test
    void aQuestionIsComputedOnce() throws Exception {
        try (var questions = new QuestionVectors(new LazyEmbedding(EmbeddingModel.MINILM, folder), 1)) {
            float[] first = questions.of("Where is the cat?", false).get(1, TimeUnit.MINUTES);

            assertThat(questions.of("Where is the cat?", true).get(1, TimeUnit.MINUTES))
                    .isSameAs(first);
        }
    }

    @Test
    void tasksHaveTheirShareAndPeopleAreNotBoundByIt() throws Exception {
        try (var questions = new QuestionVectors(new LazyEmbedding(EmbeddingModel.MINILM, folder), 0)) {
            var ofTask = questions.of("Where is the cat?", true);

            assertThat(ofTask).isCompletedExceptionally();
            assertThat(questions.of("Where is the cat?", false).get(1, TimeUnit.MINUTES))
                    .hasSize(EmbeddingModel.DIMENSIONS);
        }
    }

    @Test
    void whatTasksTookToSearchComesOutOfTheirShareAlsoWhenTheVectorIsThere() throws Exception {
        try (var questions = new QuestionVectors(new LazyEmbedding(EmbeddingModel.MINILM, folder), 1)) {
            float[] known = questions.of("Where is the cat?", true).get(1, TimeUnit.MINUTES);

            questions.usedByTask(TimeUnit.HOURS.toNanos(1));

            assertThat(questions.of("Where is the cat?", true)).isCompletedExceptionally();
            assertThat(questions.of("Where is the cat?", false)).isCompletedWithValue(known);
        }
    }

    @Test
    void withoutAModelThereIsNoVectorAndAnotherQuestionIsToldTheSame() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        try (var questions = new QuestionVectors(new LazyEmbedding(EmbeddingModel.MINILM, notAFolder), 1)) {
            for (String question : new String[] {"one", "two"}) {
                var vector = questions.of(question, false);

                assertThatThrownBy(() -> vector.get(1, TimeUnit.MINUTES))
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(EmbeddingException.NoModel.class)
                        .hasMessageContaining("all-minilm-l6-v2-q could not be loaded (java.nio.file.");
            }
        }
    }

    @Test
    void aShareIsUsedUpAndComesBackWithTime() {
        var share = new ProcessorShare(0.5);
        long second = TimeUnit.SECONDS.toNanos(1);

        assertThat(share.hasSome(0)).isTrue();
        share.used(6 * second); // five were saved up
        assertThat(share.hasSome(second)).isFalse();
        assertThat(share.hasSome(3 * second)).isTrue();
        share.used(3600 * second);
        assertThat(share.hasSome(12 * second))
                .as("as much is owed as is saved up")
                .isFalse();
        assertThat(share.hasSome(14 * second)).isTrue();
    }
}
