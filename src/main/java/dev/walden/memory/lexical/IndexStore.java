package dev.walden.memory.lexical;

import dev.walden.memory.feed.IndexedItem;
import dev.walden.memory.feed.ItemFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk with its position. {@link #matches} may be called by any thread; the rest belongs to the index thread.
 */
final class IndexStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IndexStore.class);
    private static final String IDENTITY = "identity";
    private static final String POSITION = "position";
    /** How an item lies in the index, and in what order; an index that was laid out otherwise is filled anew. */
    private static final String LAYOUT = "words-5/";

    /** What is filled anew then makes fewer segments, which are merged less often. */
    private static final double BUFFER_MEGABYTES = 48;

    /**
     * Each query of each signal costs buffers and a start in every segment. A service at work makes a new, small one four times a second;
     * merging those early costs little.
     */
    private static final double SEGMENTS_A_TIER = 3;

    /** Segments up to this stay in memory until a commit: most are merged away before, and their files cost more than their words. */
    private static final double SMALL_MEGABYTES = 2;

    private static final double CACHED_MEGABYTES = 8;

    /** The words of so many items are worth all cores: an index is filled that is far behind. */
    private static final int MANY = 1_000;

    private final Directory directory;
    private final IndexWriter writer;
    private final ReaderManager readers;
    private final LivingCounts counts = new LivingCounts();
    private final SeqLookup lookup = new SeqLookup();

    private IndexStore(Directory directory) throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(directory, newestFirst().setCommitOnClose(false));
        this.readers = new ReaderManager(writer);
    }

    /**
     * Opens the index in a folder; one that is damaged, of another feed or ahead of {@code feedPosition} is deleted first.
     *
     * @throws IOException when the folder cannot be written
     */
    static IndexStore open(Path folder, String identity, long feedPosition) throws IOException {
        Directory directory = new NRTCachingDirectory(FSDirectory.open(folder), SMALL_MEGABYTES, CACHED_MEGABYTES);
        try {
            if (!isUsable(directory, identity, feedPosition)) {
                for (String file : directory.listAll()) {
                    directory.deleteFile(file);
                }
            }
            return new IndexStore(directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Of items that score the same, searches see the first ones only; those are to be the newest. */
    private static IndexWriterConfig newestFirst() {
        return new IndexWriterConfig(new KeywordAnalyzer())
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_A_TIER))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setIndexSort(new Sort(new SortField(ItemDocument.SEQ, SortField.Type.LONG, true)))
                .setLeafSorter(Comparator.comparingLong(IndexStore::newest).reversed());
    }

    private static long newest(LeafReader leaf) {
        try {
            NumericDocValues seqs = leaf.getNumericDocValues(ItemDocument.SEQ);
            return seqs != null && seqs.advanceExact(0) ? seqs.longValue() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("The newest item of a segment of the word index could not be read.", e);
        }
    }

    private static boolean isUsable(Directory directory, String identity, long feedPosition) {
        try {
            if (!DirectoryReader.indexExists(directory)) {
                return false;
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    leaf.reader().checkIntegrity();
                }
                Map<String, String> commit = reader.getIndexCommit().getUserData();
                return (LAYOUT + identity).equals(commit.get(IDENTITY)) && position(commit) <= feedPosition;
            }
        } catch (IOException | RuntimeException e) {
            log.atWarn().addKeyValue("error", e).log("word index is damaged and will be filled anew");
            return false;
        }
    }

    private static long position(Map<String, String> commit) {
        return Long.parseLong(commit.getOrDefault(POSITION, "0"));
    }

    /** Up to where the feed was indexed at the last commit; 0 for a new index. */
    long position() {
        long position = 0;
        Iterable<Map.Entry<String, String>> commit = writer.getLiveCommitData();
        if (commit != null) {
            for (Map.Entry<String, String> entry : commit) {
                position = entry.getKey().equals(POSITION) ? Long.parseLong(entry.getValue()) : position;
            }
        }
        return position;
    }

    /** Applies changes. Searches do not see them yet, and they are not durable. */
    void apply(ItemFeed.Changes changes) throws IOException {
        try {
            prepared(changes.present()).forEachOrdered(this::put);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        for (String id : changes.gone()) {
            writer.deleteDocuments(ItemDocument.key(id));
        }
    }

    /** Prepared on all cores and put in one after the other: several segments at a time would each have some of the newest. */
    private static Stream<Prepared> prepared(List<IndexedItem> items) {
        return (items.size() < MANY ? items.stream() : items.parallelStream())
                .map(item -> new Prepared(ItemDocument.key(item.id()), ItemDocument.of(item)));
    }

    private void put(Prepared item) {
        try {
            writer.updateDocument(item.key(), item.document());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record Prepared(Term key, Document document) {}

    /** Lets searches see all that was applied. */
    void refresh() throws IOException {
        readers.maybeRefreshBlocking();
    }

    /** Makes all that was applied durable, as being everything of this feed up to {@code position}. */
    void commit(String identity, long position) throws IOException {
        writer.setLiveCommitData(Map.of(IDENTITY, LAYOUT + identity, POSITION, Long.toString(position))
                .entrySet());
        writer.commit();
    }

    List<Match> matches(LexicalQuery query, long[] also) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            SpaceStatistics space = counts.ofSpace(query.space(), reader);
            return space.items() == 0
                    ? List.of()
                    : new WordSearch(new SpaceSearcher(reader, space, counts), query, lookup).matches(also);
        } finally {
            readers.release(reader);
        }
    }

    /** The seqs of all items in the space that the query's filters let through, ascending. */
    long[] filtered(LexicalQuery query) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            SpaceSearcher searcher = new SpaceSearcher(reader, SpaceStatistics.NOTHING, counts);
            return new FilteredSeqs(searcher).of(new Question(searcher, query, Set.of()));
        } finally {
            readers.release(reader);
        }
    }

    /** Whether the query's filters let any item in the space through. */
    boolean any(LexicalQuery query) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            SpaceSearcher searcher = new SpaceSearcher(reader, SpaceStatistics.NOTHING, counts);
            return new FilteredSeqs(searcher).any(new Question(searcher, query, Set.of()));
        } finally {
            readers.release(reader);
        }
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        try (directory;
                writer) {
            readers.close();
        }
    }
}
