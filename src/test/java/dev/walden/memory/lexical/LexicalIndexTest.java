package dev.walden.memory.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.feed.IndexedItem;
import dev.walden.memory.feed.ItemFeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LexicalIndexTest {

    private static final long[] NONE = {};

    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration LESS_THAN_ITS_OWN_TIME = Duration.ofSeconds(5);

    private final HeldFeed feed = new HeldFeed();

    @TempDir
    private Path folder;

    @Test
    void whatWasLeftBehindAtItsCloseIsNotWaitedForAgain() throws Exception {
        var index = new LexicalIndex(folder, feed);
        index.start(1);
        feed.asked.await();

        long begun = System.nanoTime();
        index.close(A_MOMENT);
        index.close();
        index.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        feed.letGo.countDown();

        assertThat(took).isBetween(A_MOMENT, LESS_THAN_ITS_OWN_TIME);
    }

    @Test
    void anIndexThatIsFarBehindIsNotShownItemByItem() throws Exception {
        ManyItems many = new ManyItems(5_000, false);
        try (var index = new LexicalIndex(folder, many)) {
            many.seen = index::applied;
            index.start(5_000);

            assertThat(index.awaitApplied(5_000, Duration.ofSeconds(20))).isTrue();

            assertThat(many.seenWhenAsked).startsWith(0L, 0L, 0L);
            assertThat(index.search(new LexicalQuery("default", "word4999", 10, Set.of(), null, null), NONE)
                            .matches())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_030, 20_050, 30_010})
    void ofEqualItemsThatAllCoresPreparedTheNewestComeFirst(int number) throws Exception {
        ManyItems equal = new ManyItems(number, true);
        try (var index = new LexicalIndex(folder, equal)) {
            index.start(number);
            index.awaitApplied(number, Duration.ofSeconds(20));

            var found = index.search(new LexicalQuery("default", "word", 100, Set.of(), null, null), NONE);

            assertThat(found.matches().stream()
                            .sorted(Comparator.comparingLong(Match::seq).reversed())
                            .limit(100))
                    .extracting(Match::id)
                    .containsExactlyElementsOf(LongStream.range(0, 100)
                            .mapToObj(back -> "m" + (number - back))
                            .toList());
        }
    }

    @Test
    void whetherThereIsAnyIsKnownByItemsThatLive() throws Exception {
        try (var index = new LexicalIndex(folder, new FirstGoes())) {
            index.start(FirstGoes.ITEMS);
            index.awaitApplied(FirstGoes.ITEMS, Duration.ofSeconds(20));
            assertThat(index.any(ofDomain("harbour"))).isTrue();
            assertThat(index.any(ofDomain("moon"))).isFalse();

            index.follow(FirstGoes.ITEMS + 1, FirstGoes.ITEMS + 1);
            index.awaitApplied(FirstGoes.ITEMS + 1, Duration.ofSeconds(20));

            assertThat(index.any(ofDomain("harbour"))).isFalse();
            assertThat(index.any(ofDomain("station"))).isTrue();
        }
    }

    private static LexicalQuery ofDomain(String domain) {
        return new LexicalQuery("default", "", 1, Set.of(), domain, null);
    }

    /** Items of which the first one, alone in its domain, goes; the others keep its segment as it is. */
    private static final class FirstGoes implements ItemFeed {

        private static final long ITEMS = 20;

        @Override
        public String identity() {
            return "goes";
        }

        @Override
        public Changes after(long position, long upTo, int limit) {
            List<IndexedItem> all = LongStream.rangeClosed(1, ITEMS)
                    .mapToObj(seq -> item(seq, seq == 1 ? "harbour" : "station"))
                    .toList();
            return position < ITEMS
                    ? new Changes(all, List.of(), ITEMS)
                    : new Changes(List.of(), upTo > ITEMS ? List.of("m1") : List.of(), upTo);
        }

        private static IndexedItem item(long seq, String domain) {
            return new IndexedItem(
                    "m" + seq,
                    "default",
                    "word",
                    "",
                    IndexedItem.Beside.NOTHING,
                    new IndexedItem.Labels("fact", null, null, domain),
                    100,
                    0,
                    seq,
                    IndexedItem.Period.ALWAYS);
        }
    }

    /** As many items as wanted, one in each record, that differ by their number or by nothing. */
    private static final class ManyItems implements ItemFeed {

        private final List<Long> seenWhenAsked = new CopyOnWriteArrayList<>();
        private final int number;
        private final boolean equal;
        private volatile LongSupplier seen = () -> 0;

        ManyItems(int number, boolean equal) {
            this.number = number;
            this.equal = equal;
        }

        @Override
        public String identity() {
            return "many";
        }

        @Override
        public Changes after(long position, long upTo, int limit) {
            seenWhenAsked.add(seen.getAsLong());
            long end = Math.min(Math.min(upTo, number), position + limit);
            List<IndexedItem> items = LongStream.rangeClosed(position + 1, end)
                    .mapToObj(seq -> new IndexedItem(
                            "m" + seq,
                            "default",
                            equal ? "word" : "word" + seq,
                            "",
                            IndexedItem.Beside.NOTHING,
                            new IndexedItem.Labels("fact", null, null, null),
                            100,
                            0,
                            seq,
                            IndexedItem.Period.ALWAYS))
                    .toList();
            return new Changes(items, List.of(), end);
        }
    }

    /** Answers when it is let go. */
    private static final class HeldFeed implements ItemFeed {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public String identity() {
            return "held";
        }

        @Override
        public Changes after(long position, long upTo, int limit) {
            asked.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Changes(List.of(), List.of(), upTo);
        }
    }
}
