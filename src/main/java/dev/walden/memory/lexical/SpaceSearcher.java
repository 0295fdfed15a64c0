package dev.walden.memory.lexical;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * Weighs words by what one space holds, living items only. Lucene's own counts include deleted documents until it merges them
 * away, which would let the order of answers depend on the index's past. For one search in a space that is not empty.
 */
final class SpaceSearcher extends IndexSearcher {

    private final SpaceStatistics space;
    private final LivingCounts counts;

    SpaceSearcher(DirectoryReader reader, SpaceStatistics space, LivingCounts counts) {
        super(reader);
        this.space = space;
        this.counts = counts;
        setSimilarity(new BM25Similarity());
        setQueryCache(null);
    }

    @Override
    public CollectionStatistics collectionStatistics(String field) {
        long items = space.items();
        long words = Math.max(items, space.words(field));
        return new CollectionStatistics(field, getIndexReader().maxDoc(), items, words, items);
    }

    @Override
    public TermStatistics termStatistics(Term term, int countWithDeleted, long frequencyWithDeleted)
            throws IOException {
        long count = getIndexReader().hasDeletions() ? counts.ofTerm(term, getLeafContexts()) : countWithDeleted;
        return new TermStatistics(term.bytes(), Math.max(1, count), Math.max(count, frequencyWithDeleted));
    }
}
