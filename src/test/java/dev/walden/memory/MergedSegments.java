package dev.walden.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.Sort;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Makes one segment of an index that nobody has open, as merges do sooner or later. */
final class MergedSegments {

    private MergedSegments() {}

    static void in(Path index) {
        try (Directory directory = FSDirectory.open(index)) {
            Map<String, String> committed;
            Sort sort;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                committed = reader.getIndexCommit().getUserData();
                sort = reader.leaves().getFirst().reader().getMetaData().sort();
            }
            IndexWriterConfig configuration = new IndexWriterConfig();
            if (sort != null) {
                configuration.setIndexSort(sort);
            }
            try (IndexWriter writer = new IndexWriter(directory, configuration)) {
                writer.forceMerge(1);
                writer.setLiveCommitData(committed.entrySet());
                writer.commit();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
