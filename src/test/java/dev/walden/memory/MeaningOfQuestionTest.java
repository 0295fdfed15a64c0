package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.vector.Among;
import dev.walden.memory.vector.NearVectors;
import dev.walden.memory.vector.VectorHit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors that do not come, or cannot be read, cost a search what it would have found by them and nothing else. */
final class MeaningOfQuestionTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void aVectorThatIsNotThereInTimeIsGivenUpAndTheSearchGoesByWords() throws Exception {
        String kettle = memory.fact("The kettle is on.");
        CompletableFuture<float[]> never = new CompletableFuture<>();

        Retrieval.Answer answer = answer(new MeaningOfQuestion(new Unreadable(true), never, SHORT, _ -> {}));

        assertThat(answer.best()).extracting(Ranked::id).containsExactly(kettle);
        assertThat(answer.vectorUse()).isEqualTo(VectorUse.LATE);
        assertThat(never).isCancelled();
    }

    @Test
    void vectorsThatCannotBeReadAtAllLeaveTheWords() throws Exception {
        String kettle = memory.fact("The kettle is on.");

        Retrieval.Answer answer = answer(new MeaningOfQuestion(new Unreadable(true), here(), SHORT, _ -> {}));

        assertThat(answer.best()).extracting(Ranked::id).containsExactly(kettle);
        assertThat(answer.vectorUse()).isEqualTo(VectorUse.LATE);
    }

    @Test
    void vectorsThatCannotBeReadToTheEndTakeNoPartAtAll() throws Exception {
        String kettle = memory.fact("The kettle is on.");

        Retrieval.Answer answer = answer(new MeaningOfQuestion(new Unreadable(false), here(), SHORT, _ -> {}));

        assertThat(answer.best()).extracting(Ranked::id).containsExactly(kettle);
        assertThat(answer.best().getFirst().scores().meaning()).isZero();
        assertThat(answer.vectorUse()).isEqualTo(VectorUse.LATE);
    }

    @Test
    void onlyASearchInWhichVectorsTookPartIsCounted() throws Exception {
        memory.fact("The kettle is on.");
        List<Long> took = new ArrayList<>();

        answer(new MeaningOfQuestion(new Empty(), new CompletableFuture<>(), SHORT, took::add));
        assertThat(took).isEmpty();

        answer(new MeaningOfQuestion(new Empty(), here(), SHORT, took::add));
        assertThat(took).hasSize(1).allMatch(nanos -> nanos > 0);

        answer(new MeaningOfQuestion(new Unreadable(false), here(), SHORT, took::add));
        assertThat(took).as("what failed on the way took its time, too").hasSize(2);
    }

    private static CompletableFuture<float[]> here() {
        return CompletableFuture.completedFuture(new float[] {1, 0});
    }

    private Retrieval.Answer answer(MeaningOfQuestion begun) throws Exception {
        memory.ids("kettle"); // waits until it can be found
        Retrieval retrieval =
                new Retrieval(memory.index(), Meaning.none(), SHORT, InstantSource.system(), ZoneOffset.UTC);
        return retrieval.answer(MemoryQuery.of(MemoryFixture.SPACE, "Is the kettle on?", 5), begun, Instant.now(), 5);
    }

    private record Empty() implements NearVectors {

        @Override
        public List<VectorHit> nearest(String space, float[] question, int wanted, Among among) {
            return List.of();
        }

        @Override
        public List<VectorHit> likeness(String space, float[] question, long[] seqsDescending) {
            return List.of();
        }
    }

    /** Of a broken disk: nothing can be read, or the beginning only. */
    private record Unreadable(boolean atAll) implements NearVectors {

        @Override
        public List<VectorHit> nearest(String space, float[] question, int wanted, Among among) throws IOException {
            if (atAll) {
                throw new IOException("Input/output error");
            }
            return List.of();
        }

        @Override
        public List<VectorHit> likeness(String space, float[] question, long[] seqsDescending) throws IOException {
            throw new IOException("Input/output error");
        }
    }
}
