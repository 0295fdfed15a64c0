package dev.walden.memory.lexical;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk with its position. {@link #search} may be called by any thread; the rest belongs to the index thread.
 */
final class IndexStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IndexStore.class);
    private static final String IDENTITY = "identity";
    private static final String POSITION = "position";
    private static final int MAX_SPACES_COUNTED = 10_000;

    private final Directory directory;
    private final IndexWriter writer;
    private final ReaderManager readers;
    private volatile Counted counted;

    private IndexStore(Directory directory) throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()).setCommitOnClose(false));
        this.readers = new ReaderManager(writer);
        this.counted = new Counted(0, new ConcurrentHashMap<>());
    }

    /**
     * Opens the index in a folder; one that is damaged, of another feed or ahead of {@code feedPosition} is deleted first.
     *
     * @throws IOException when the folder cannot be written
     */
    static IndexStore open(Path folder, String identity, long feedPosition) throws IOException {
        Directory directory = FSDirectory.open(folder);
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
                return identity.equals(commit.get(IDENTITY)) && position(commit) <= feedPosition;
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

    /** Applies changes and lets searches see them. Not durable yet. */
    void apply(ItemFeed.Changes changes) throws IOException {
        for (IndexedItem item : changes.present()) {
            writer.updateDocument(ItemDocument.key(item.id()), ItemDocument.of(item));
        }
        for (String id : changes.gone()) {
            writer.deleteDocuments(ItemDocument.key(id));
        }
        readers.maybeRefreshBlocking();
    }

    /** Makes all that was applied durable, as being everything of this feed up to {@code position}. */
    void commit(String identity, long position) throws IOException {
        writer.setLiveCommitData(
                Map.of(IDENTITY, identity, POSITION, Long.toString(position)).entrySet());
        writer.commit();
    }

    List<LexicalHit> search(LexicalQuery query) throws IOException {
        DirectoryReader reader = readers.acquire();
        try {
            SpaceStatistics space = statistics(query.space(), reader);
            return space.items() == 0 ? List.of() : new WordSearch(new SpaceSearcher(reader, space), query).hits();
        } finally {
            readers.release(reader);
        }
    }

    private SpaceStatistics statistics(String space, DirectoryReader reader) throws IOException {
        Counted current = counted;
        if (current.version() != reader.getVersion() || current.spaces().size() >= MAX_SPACES_COUNTED) {
            current = new Counted(reader.getVersion(), new ConcurrentHashMap<>());
            counted = current;
        }
        SpaceStatistics known = current.spaces().get(space);
        if (known == null) {
            known = SpaceStatistics.of(space, reader);
            current.spaces().put(space, known);
        }
        return known;
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        try (directory;
                writer) {
            readers.close();
        }
    }

    /** Statistics of spaces, as one version of the index has them. */
    private record Counted(long version, Map<String, SpaceStatistics> spaces) {}
}
