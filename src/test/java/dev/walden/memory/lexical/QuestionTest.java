package dev.walden.memory.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.feed.IndexedItem;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a space a question has Lucene look at; one item was said each second. */
final class QuestionTest {

    private static final int ITEMS = 20_000;

    /** Lucene lists points by blocks of 512. */
    private static final int FEW = 2_048;

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private DirectoryReader reader;

    @BeforeEach
    void fill() throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()))) {
            for (long second = 1; second <= ITEMS; second++) {
                writer.addDocument(ItemDocument.of(item(second)));
            }
        }
        reader = DirectoryReader.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        directory.close();
    }

    @Test
    void aTimeAloneReadsTheItemsOfThatTimeAndNotTheSpace() throws Exception {
        LexicalQuery query = during(7_001, 7_100);

        assertThat(looksAt(query)).isBetween(100L, (long) FEW);
    }

    @Test
    void withoutATimeTheSpaceIsReadWhole() throws Exception {
        LexicalQuery query = new LexicalQuery("default", "", 10, Set.of(), null, null);

        assertThat(looksAt(query)).isEqualTo(ITEMS);
    }

    @ParameterizedTest
    @CsvSource({"7001, 7100, 100", "1, 20000, 20000", "0, 1, 1", "20000, 99999, 1", "20001, 99999, 0", "5, 4, 0"})
    void aTimeLetsThroughWhatWasSaidInItAndNothingElse(long first, long last, int items) throws Exception {
        SpaceSearcher searcher = searcher();

        long[] seqs = new FilteredSeqs(searcher).of(new Question(searcher, during(first, last), Set.of()));

        assertThat(seqs)
                .containsExactly(LongStream.range(0, items)
                        .map(i -> Math.max(first, 1) + i)
                        .toArray());
    }

    /** Documents at the most. */
    private long looksAt(LexicalQuery query) throws IOException {
        SpaceSearcher searcher = searcher();
        Weight weight = searcher.createWeight(
                searcher.rewrite(
                        new Question(searcher, query, Set.of()).inSpace().build()),
                ScoreMode.COMPLETE_NO_SCORES,
                1);
        long most = 0;
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            ScorerSupplier scorer = weight.scorerSupplier(leaf);
            most += scorer == null ? 0 : scorer.get(Long.MAX_VALUE).iterator().cost();
        }
        return most;
    }

    private SpaceSearcher searcher() {
        return new SpaceSearcher(reader, SpaceStatistics.NOTHING, new LivingCounts());
    }

    private static LexicalQuery during(long first, long last) {
        LexicalQuery.During time = new LexicalQuery.During(first, last);
        return new LexicalQuery(
                "default", "", 10, Set.of(), null, null, LexicalQuery.Time.ANY, time, List.of(), Set.of());
    }

    private static IndexedItem item(long second) {
        return new IndexedItem(
                "m" + second,
                "default",
                "word",
                "",
                IndexedItem.Beside.NOTHING,
                new IndexedItem.Labels("fact", null, null, null),
                100,
                second,
                second,
                IndexedItem.Period.ALWAYS);
    }
}
