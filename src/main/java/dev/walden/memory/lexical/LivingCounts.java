package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * What the index holds of a space and of a term, living items only, kept for each segment as long as searches see it unchanged:
 * after a new item only the small segment that holds it is counted. Thread-safe.
 */
final class LivingCounts {

    private static final int MAX_SPACES_A_SEGMENT = 10_000;
    private static final int MAX_TERMS_A_SEGMENT = 10_000;

    private final Map<IndexReader.CacheKey, Segment> segments = new ConcurrentHashMap<>();

    SpaceStatistics ofSpace(String space, DirectoryReader reader) throws IOException {
        SpaceStatistics sum = SpaceStatistics.NOTHING;
        for (LeafReaderContext leaf : reader.leaves()) {
            sum = sum.plus(segment(leaf.reader()).ofSpace(space));
        }
        return sum;
    }

    /** How many living items have the term. */
    long ofTerm(Term term, Iterable<LeafReaderContext> leaves) throws IOException {
        long sum = 0;
        for (LeafReaderContext leaf : leaves) {
            sum += leaf.reader().hasDeletions()
                    ? segment(leaf.reader()).ofTerm(term)
                    : leaf.reader().docFreq(term);
        }
        return sum;
    }

    /** For how many segments something is kept. */
    int segments() {
        return segments.size();
    }

    private Segment segment(LeafReader leaf) {
        IndexReader.CacheHelper helper = leaf.getReaderCacheHelper();
        return segments.computeIfAbsent(helper.getKey(), key -> {
            helper.addClosedListener(segments::remove);
            return new Segment(leaf);
        });
    }

    /** One segment as one reader sees it, so that neither what it holds nor what was deleted in it changes. */
    private static final class Segment {

        private final LeafReader leaf;
        private final Map<String, SpaceStatistics> spaces = new ConcurrentHashMap<>();
        private final Map<Term, Long> terms = new ConcurrentHashMap<>();

        Segment(LeafReader leaf) {
            this.leaf = leaf;
        }

        SpaceStatistics ofSpace(String space) throws IOException {
            SpaceStatistics known = spaces.get(space);
            if (known == null) {
                known = countSpace(space);
                if (spaces.size() < MAX_SPACES_A_SEGMENT) {
                    spaces.put(space, known);
                }
            }
            return known;
        }

        long ofTerm(Term term) throws IOException {
            Long known = terms.get(term);
            if (known == null) {
                known = countTerm(term);
                if (terms.size() < MAX_TERMS_A_SEGMENT) {
                    terms.put(term, known);
                }
            }
            return known;
        }

        private SpaceStatistics countSpace(String space) throws IOException {
            long items = 0;
            long ownWords = 0;
            long aroundWords = 0;
            PostingsEnum members = leaf.postings(new Term(ItemDocument.SPACE, space), PostingsEnum.NONE);
            NumericDocValues own = leaf.getNumericDocValues(ItemDocument.lengthOf(ItemDocument.OWN));
            NumericDocValues around = leaf.getNumericDocValues(ItemDocument.lengthOf(ItemDocument.AROUND));
            while (members != null && members.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                int document = members.docID();
                if (isLiving(document) && own.advanceExact(document) && around.advanceExact(document)) {
                    items++;
                    ownWords += own.longValue();
                    aroundWords += around.longValue();
                }
            }
            return new SpaceStatistics(items, ownWords, aroundWords);
        }

        private long countTerm(Term term) throws IOException {
            long count = 0;
            PostingsEnum holders = leaf.postings(term, PostingsEnum.NONE);
            while (holders != null && holders.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                count += isLiving(holders.docID()) ? 1 : 0;
            }
            return count;
        }

        private boolean isLiving(int document) {
            return leaf.getLiveDocs() == null || leaf.getLiveDocs().get(document);
        }
    }
}
