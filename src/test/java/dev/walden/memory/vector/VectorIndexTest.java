package dev.walden.memory.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.embedding.BackgroundEmbedding;
import dev.walden.memory.embedding.Embedding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VectorIndexTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Drawn drawn = new Drawn("drawn");
    private final Items items = new Items();

    @Test
    void theNearestAreFoundWithHowNearTheyAre() throws Exception {
        items.add("a", "one", "two", "three");
        try (VectorIndex index = started()) {
            List<VectorHit> hits = index.nearest("a", drawn.of("two"), 1, Among.ALL);

            assertThat(hits).extracting(VectorHit::seq).containsExactly(2L);
            assertThat(hits.getFirst().likeness()).isBetween(0.99f, 1.01f);
            assertThat(index.likeness("a", drawn.of("two"), new long[] {9, 2}))
                    .extracting(VectorHit::seq)
                    .containsExactly(2L);
        }
    }

    @Test
    void vectorsAreComputedOnAllThreadsAtOnce() throws Exception {
        items.add("a", "one", "two");
        CyclicBarrier together = new CyclicBarrier(2);
        Embedding meeting = new Embedding() {
            @Override
            public String model() {
                return drawn.model();
            }

            @Override
            public int dimensions() {
                return drawn.dimensions();
            }

            @Override
            public float[] of(String text) {
                try {
                    together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException("alone", e);
                }
                return drawn.of(text);
            }
        };

        try (VectorIndex index = new VectorIndex(folder.resolve("index"), items, new BackgroundEmbedding(meeting, 2))) {
            index.start(items.size());

            assertThat(index.awaitApplied(items.size(), PATIENCE.plus(PATIENCE)))
                    .isTrue();
            assertThat(index.nearest("a", drawn.of("two"), 9, Among.ALL)).hasSize(2);
        }
    }

    @Test
    void ofAnotherSpaceNothingIsFound() throws Exception {
        items.add("a", "one");
        items.add("b", "two");
        try (VectorIndex index = started()) {
            assertThat(index.nearest("a", drawn.of("two"), 9, Among.ALL))
                    .extracting(VectorHit::seq)
                    .containsExactly(1L);
            assertThat(index.likeness("a", drawn.of("two"), new long[] {2})).isEmpty();
            assertThat(index.holds("b")).isTrue();
            assertThat(index.holds("c")).isFalse();
        }
    }

    @Test
    void nothingOfAClosedBaseIsFoundAndItHidesNothing() throws Exception {
        for (int i = 0; i < 40; i++) {
            items.part("shut", "group zeta " + i);
        }
        items.part("open", "group zeta of the open base");
        items.labelled("fact", "shut", "group zeta of no base");
        items.add("a", "something else");
        Among open = new Among(null, Set.of("shut", "unknown"));
        try (VectorIndex index = started()) {
            assertThat(index.nearest("a", drawn.of("group zeta 7"), 3, open))
                    .extracting(VectorHit::seq)
                    .containsExactlyInAnyOrder(41L, 42L, 43L);
            assertThat(index.nearest("a", drawn.of("group zeta 7"), 9, new Among(new long[] {3, 41}, Set.of("shut"))))
                    .extracting(VectorHit::seq)
                    .containsExactly(41L);
            assertThat(index.search(new Nearest("a", QuantizedVector.of(drawn.of("group zeta 7")), 3, 1, open)))
                    .extracting(VectorHit::seq)
                    .containsExactlyInAnyOrder(41L, 42L, 43L);
        }
    }

    @Test
    void whatCountsLessHidesNothing() throws Exception {
        for (int i = 0; i < 40; i++) {
            items.weighing(50, "group zeta " + i);
        }
        items.add("a", "something else", "something other");
        QuantizedVector question = QuantizedVector.of(drawn.of("group zeta 7"));
        try (VectorIndex index = started()) {
            for (int exact : new int[] {1, items.size()}) {
                assertThat(index.search(new Nearest("a", question, 3, exact, Among.ALL)))
                        .extracting(VectorHit::seq)
                        .hasSize(5)
                        .contains(41L, 42L);
            }
        }
    }

    @Test
    void whatIsSaidBesideAnItemMovesItsVector() throws Exception {
        items.add("a", "one", "two");
        items.beside("three", List.of("far", "near"), List.of());
        items.add("a", "near", "far");
        try (VectorIndex index = started()) {
            float near = only(index.likeness("a", drawn.of("near"), new long[] {3}));
            float far = only(index.likeness("a", drawn.of("far"), new long[] {3}));

            assertThat(near).isGreaterThan(far + 0.1f);
            assertThat(far).isGreaterThan(0.1f);
        }
    }

    @Test
    void aRestartComputesNothingTwiceAndGoesOnWhereItStopped() throws Exception {
        items.add("a", "one", "two", "one");
        try (VectorIndex index = started()) {
            assertThat(index.applied()).isEqualTo(3);
        }
        items.add("a", "four");
        items.askedFrom.clear();

        try (VectorIndex index = started()) {
            assertThat(drawn.computed).hasValue(3);
            assertThat(items.askedFrom).startsWith(3L);
            assertThat(index.nearest("a", drawn.of("one"), 9, Among.ALL)).hasSize(4);
        }
    }

    @Test
    void viewsFilledAnewTakeTheirVectorsFromWhatIsThereAndLeaveNothingElse() throws Exception {
        items.add("a", "one", "two");
        started().close();
        items.identity = "filled anew";
        items.remove(1);
        items.add("a", "three");

        try (VectorIndex index = started()) {
            assertThat(drawn.computed).hasValue(3);
            assertThat(index.nearest("a", drawn.of("one"), 9, Among.ALL))
                    .extracting(VectorHit::seq)
                    .containsExactlyInAnyOrder(2L, 3L);
        }
    }

    @Test
    void anIndexOfAnotherModelAheadOfTheFeedOrDamagedIsFilledAnew() throws Exception {
        items.add("a", "one", "two");
        started().close();

        try (VectorIndex index = started(new Drawn("another"))) {
            assertThat(index.nearest("a", new Drawn("another").of("one"), 9, Among.ALL))
                    .hasSize(2);
        }
        items.removeLast();
        try (VectorIndex index = started(new Drawn("another"))) {
            assertThat(index.nearest("a", new Drawn("another").of("one"), 9, Among.ALL))
                    .hasSize(1);
        }
        try (var files = Files.list(folder.resolve("index"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".cfs")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        try (VectorIndex index = started(new Drawn("another"))) {
            assertThat(index.nearest("a", new Drawn("another").of("one"), 9, Among.ALL))
                    .hasSize(1);
        }
    }

    @Test
    void signsFindWhatComparingAllFinds() throws Exception {
        for (int i = 0; i < 6_000; i++) {
            items.add("a", "group " + i % 60 + " item " + i);
        }
        try (VectorIndex index = started()) {
            int same = 0;
            for (int group = 0; group < 60; group++) {
                float[] question = drawn.of("group " + group + " question");
                List<Long> exact = best(index.nearest("a", question, 20, Integer.MAX_VALUE));
                List<Long> bySigns = best(index.nearest("a", question, 20, Among.ALL));
                same += (int) exact.stream().filter(bySigns::contains).count();
            }

            assertThat(same).isGreaterThan(60 * 20 * 95 / 100);
        }
    }

    @Test
    void ofManyThatSayTheSameTheNewestAreFound() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            items.add("a", i % 2 == 0 ? "group 1 said every hour" : "group " + i % 60 + " item " + i);
        }
        try (VectorIndex index = started()) {
            List<VectorHit> hits = index.nearest("a", drawn.of("group 1 said every hour"), 20, Among.ALL);

            assertThat(hits)
                    .extracting(VectorHit::seq)
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1_230, 1_249)
                            .mapToObj(each -> 2 * each + 1)
                            .toList());
        }
    }

    @Test
    void inALargeSpaceWhatIsAllowedIsFound() throws Exception {
        for (int i = 0; i < 6_000; i++) {
            items.add("a", "group " + i % 60 + " item " + i);
        }
        try (VectorIndex index = started()) {
            long[] allowed =
                    LongStream.rangeClosed(1, 1_500).map(each -> each * 4).toArray();
            var nearest = new Nearest(
                    "a", QuantizedVector.of(drawn.of("group 2 question")), 20, 1_000, new Among(allowed, Set.of()));

            assertThat(index.search(nearest))
                    .hasSize(20)
                    .allSatisfy(hit -> assertThat(hit.seq() % 4).isZero());
        }
    }

    @Test
    void whatAnotherFeedToldIsNotSearchedAlsoAfterAStopInTheMiddle() throws Exception {
        items.add("a", "one", "two");
        started().close();
        items.identity = "filled anew";
        items.remove(1);
        drawn.computed.set(0);
        items.add("a", "three", "four");
        drawn.endless = "four";
        VectorIndex stopped = new VectorIndex(folder.resolve("index"), items, new BackgroundEmbedding(drawn));
        stopped.start(items.size());
        Awaitility.await().until(() -> drawn.computed.get() == 2);
        stopped.close();
        drawn.endless = "";

        try (VectorIndex index = started()) {
            assertThat(index.nearest("a", drawn.of("one"), 9, Among.ALL))
                    .extracting(VectorHit::seq)
                    .containsExactlyInAnyOrder(2L, 3L, 4L);
        }
    }

    private static float only(List<VectorHit> hits) {
        assertThat(hits).hasSize(1);
        return hits.getFirst().likeness();
    }

    private static List<Long> best(List<VectorHit> hits) {
        return hits.stream().map(VectorHit::seq).toList();
    }

    private VectorIndex started() throws InterruptedException {
        return started(drawn);
    }

    private VectorIndex started(Embedding embedding) throws InterruptedException {
        VectorIndex index = new VectorIndex(folder.resolve("index"), items, new BackgroundEmbedding(embedding));
        index.start(items.size());
        assertThat(index.awaitApplied(items.size(), PATIENCE)).isTrue();
        return index;
    }
}
