package dev.walden.memory.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.feed.IndexedItem;
import java.io.IOException;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LivingCountsTest {

    private final Directory directory = new ByteBuffersDirectory();
    private final LivingCounts counts = new LivingCounts();
    private IndexWriter writer;
    private ReaderManager readers;

    @BeforeEach
    void open() throws IOException {
        writer = new IndexWriter(
                directory, new IndexWriterConfig(new KeywordAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE));
        readers = new ReaderManager(writer);
    }

    @AfterEach
    void close() throws IOException {
        readers.close();
        writer.close();
    }

    @Test
    void spacesAndTermsAreCountedOverAllSegments() throws IOException {
        put("a", "green tea", "home");
        put("b", "black tea", "home");
        put("c", "tea", "work");

        assertThat(space("home")).isEqualTo(new SpaceStatistics(2, 4, 4));
        assertThat(space("work")).isEqualTo(new SpaceStatistics(1, 1, 1));
        assertThat(space("nowhere")).isEqualTo(SpaceStatistics.NOTHING);
        assertThat(holdersOfTeaAtHome()).isEqualTo(2);
    }

    @Test
    void whatWasDeletedOrReplacedCountsNoMore() throws IOException {
        put("a", "green tea", "home");
        put("b", "black tea", "home");
        assertThat(holdersOfTeaAtHome()).isEqualTo(2);

        put("b", "coffee", "home");

        assertThat(space("home")).isEqualTo(new SpaceStatistics(2, 3, 3));
        assertThat(holdersOfTeaAtHome()).isEqualTo(1);
    }

    @Test
    void nothingIsKeptForSegmentsThatAreGone() throws IOException {
        for (int i = 0; i < 20; i++) {
            put("same", "tea " + i, "home");
            assertThat(space("home").items()).isEqualTo(1);
            assertThat(holdersOfTeaAtHome()).isEqualTo(1);
        }

        assertThat(counts.segments()).isLessThanOrEqualTo(2);
    }

    private void put(String id, String text, String space) throws IOException {
        IndexedItem.Labels labels = new IndexedItem.Labels("fact", null, null, null);
        IndexedItem item = new IndexedItem(
                id, space, text, "", IndexedItem.Beside.NOTHING, labels, 100, 0, 1, IndexedItem.Period.ALWAYS);
        writer.updateDocument(ItemDocument.key(id), ItemDocument.of(item));
        readers.maybeRefreshBlocking();
    }

    private SpaceStatistics space(String space) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            return counts.ofSpace(space, reader);
        } finally {
            readers.release(reader);
        }
    }

    private long holdersOfTeaAtHome() throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            return counts.ofTerm(new Term(ItemDocument.OWN, WordStream.term("home", "tea")), reader.leaves());
        } finally {
            readers.release(reader);
        }
    }
}
