package dev.walden.memory.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.embedding.BackgroundEmbedding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a segment of its own in a large space, as all that is new does. */
final class SeveralSegmentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = Nearest.EXACT + 1_000;
    private static final int WANTED = 20;

    @TempDir
    Path folder;

    private final Drawn drawn = new Drawn("drawn");
    private final Items items = new Items();
    private VectorIndex index;

    @BeforeEach
    void aLargeSpace() throws Exception {
        for (int i = 0; i < MANY; i++) {
            items.add("a", "group " + i % 60 + " item " + i);
        }
        index = new VectorIndex(folder.resolve("index"), items, new BackgroundEmbedding(drawn));
        index.start(items.size());
        awaitAll();
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void whatIsAloneInItsSegmentIsFound() throws Exception {
        for (int i = 0; i < 3; i++) {
            items.add("a", "group new" + i + " item");
            awaitAll();

            assertThat(nearest("group new" + i + " question")).contains((long) items.size());
        }
    }

    @Test
    void allOfASegmentThatIsAboutOneThingIsFound() throws Exception {
        for (int i = 0; i < 300; i++) {
            items.add("a", "group manual part " + i);
        }
        awaitAll();

        List<Long> found = nearest("group manual question");

        assertThat(found).hasSize(WANTED).allMatch(seq -> seq > MANY);
    }

    @Test
    void ofWhatWasSaidAgainAndAgainTheNewestIsFound() throws Exception {
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 250; j++) {
                items.add("a", "group 1 said every hour", "group " + j % 60 + " item between " + i + " " + j);
            }
            awaitAll();
        }
        long last = items.size() - 1L;

        List<Long> found = nearest("group 1 said every hour");

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, WANTED)
                        .mapToObj(each -> last - 2 * each)
                        .toList());
    }

    private void awaitAll() throws InterruptedException {
        index.follow(items.size());
        assertThat(index.awaitApplied(items.size(), PATIENCE)).isTrue();
    }

    private List<Long> nearest(String question) throws Exception {
        return index.nearest("a", drawn.of(question), WANTED, Among.ALL).stream()
                .map(VectorHit::seq)
                .toList();
    }
}
