package dev.walden.memory.vector;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vectors on disk with their position. Searches may come from any thread; the rest belongs to the index thread.
 *
 * <p>Of another feed, all are kept until that feed has told everything: the texts are mostly the same.
 */
final class VectorStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VectorStore.class);
    private static final String MODEL = "model";
    private static final String FEED = "feed";
    private static final String POSITION = "position";
    /** How vectors lie in the index; one that was laid out otherwise is filled anew. */
    private static final String LAYOUT = "vectors-1/";

    private static final double BUFFER_MEGABYTES = 16;
    private static final double SEGMENTS_A_TIER = 4;

    private final Directory directory;
    private final IndexWriter writer;
    private final ReaderManager readers;
    private final SpaceColumns columns = new SpaceColumns();
    private final String model;

    private VectorStore(Directory directory, String model) throws IOException {
        this.directory = directory;
        this.model = model;
        this.writer = new IndexWriter(directory, configuration().setCommitOnClose(false));
        this.readers = readers(writer);
    }

    /** A writer that is left open would hold its lock until the process ends. */
    private static ReaderManager readers(IndexWriter writer) throws IOException {
        try {
            return new ReaderManager(writer);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Opens the index in a folder; one that is damaged or of another model is deleted first.
     *
     * @throws IOException when the folder cannot be written
     */
    static VectorStore open(Path folder, String model) throws IOException {
        Directory directory = FSDirectory.open(folder);
        try {
            if (!isUsable(directory, model)) {
                for (String file : directory.listAll()) {
                    directory.deleteFile(file);
                }
            }
            return new VectorStore(directory, model);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static IndexWriterConfig configuration() {
        return new IndexWriterConfig(new KeywordAnalyzer())
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_A_TIER))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setIndexSort(new Sort(
                        new SortField(VectorDocument.SPACE, SortField.Type.STRING),
                        new SortField(VectorDocument.SEQ, SortField.Type.LONG, true)));
    }

    /** A file that cannot be read just now says nothing of what is in it: hours of work are not thrown away for it. */
    private static boolean isUsable(Directory directory, String model) throws IOException {
        try {
            if (!DirectoryReader.indexExists(directory)) {
                return false;
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    leaf.reader().checkIntegrity();
                }
                return (LAYOUT + model)
                        .equals(reader.getIndexCommit().getUserData().get(MODEL));
            }
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | FileNotFoundException
                | NoSuchFileException
                | RuntimeException e) {
            log.atWarn().addKeyValue("error", e).log("vector index is damaged and will be filled anew");
            return false;
        }
    }

    /** Up to where this feed was indexed at the last commit; 0 for another one. What is ahead of the feed is deleted. */
    long position(String feed, long feedPosition) throws IOException {
        String position = committed(POSITION);
        if (!feed.equals(committed(FEED)) || position == null) {
            return 0;
        }
        if (Long.parseLong(position) > feedPosition) {
            writer.deleteAll();
            return 0;
        }
        return Long.parseLong(position);
    }

    /** Whether all that is in the index was told by this feed. */
    boolean isOf(String feed) {
        return feed.equals(committed(FEED)) || writer.getDocStats().numDocs == 0;
    }

    private @Nullable String committed(String name) {
        Iterable<Map.Entry<String, String>> commit = writer.getLiveCommitData();
        if (commit != null) {
            for (Map.Entry<String, String> entry : commit) {
                if (entry.getKey().equals(name)) {
                    return entry.getValue();
                }
            }
        }
        return null;
    }

    /** Searches do not see it yet, and it is not durable. */
    void put(String id, Document document) throws IOException {
        writer.updateDocument(VectorDocument.key(id), document);
    }

    void remove(String id) throws IOException {
        writer.deleteDocuments(VectorDocument.key(id));
    }

    /** Removes what this feed did not tell. */
    void removeOthers(String feed) throws IOException {
        writer.deleteDocuments(new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.MUST)
                .add(new TermQuery(new Term(VectorDocument.FEED, feed)), Occur.MUST_NOT)
                .build());
    }

    /** Lets searches see all that was applied. */
    void refresh() throws IOException {
        readers.maybeRefreshBlocking();
    }

    /** Makes all that was applied durable, as being everything of this feed up to {@code position}. */
    void commit(String feed, long position) throws IOException {
        writer.setLiveCommitData(Map.of(MODEL, LAYOUT + model, FEED, feed, POSITION, Long.toString(position))
                .entrySet());
        writer.commit();
    }

    /** The vector of a text that an item has, as far as searches see; null when none has it. */
    @Nullable
    QuantizedVector ofText(BytesRef text) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                PostingsEnum items = leaf.reader().postings(new Term(VectorDocument.TEXT, text), PostingsEnum.NONE);
                BinaryDocValues own = leaf.reader().getBinaryDocValues(VectorDocument.OWN);
                if (items != null
                        && own != null
                        && items.nextDoc() != DocIdSetIterator.NO_MORE_DOCS
                        && own.advanceExact(items.docID())) {
                    return QuantizedVector.read(own.binaryValue());
                }
            }
            return null;
        } finally {
            readers.release(reader);
        }
    }

    /** Asks something of what searches see. */
    <T> T search(Search<T> search) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            return search.in(reader.leaves(), columns);
        } catch (UncheckedIOException e) {
            throw e.getCause();
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

    /** A question to the segments. */
    @FunctionalInterface
    interface Search<T> {
        T in(List<LeafReaderContext> leaves, SpaceColumns columns) throws IOException;
    }
}
