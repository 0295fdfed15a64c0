package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Lists what a query's filters let through, for an index that does not know what items are marked with. */
final class FilteredSeqs {

    private final SpaceSearcher searcher;

    FilteredSeqs(SpaceSearcher searcher) {
        this.searcher = searcher;
    }

    /** Ascending. */
    long[] of(Question question) throws IOException {
        Weight weight = weight(question);
        LongStream.Builder seqs = LongStream.builder();
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                add(seqs, leaf, scorer.iterator());
            }
        }
        long[] all = seqs.build().toArray();
        Arrays.sort(all);
        return all;
    }

    /** Whether there is any; looks no further than the first. */
    boolean any(Question question) throws IOException {
        Weight weight = weight(question);
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null && any(leaf.reader().getLiveDocs(), scorer.iterator())) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(@Nullable Bits living, DocIdSetIterator matching) throws IOException {
        int document = matching.nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS && living != null && !living.get(document)) {
            document = matching.nextDoc();
        }
        return document != DocIdSetIterator.NO_MORE_DOCS;
    }

    private Weight weight(Question question) throws IOException {
        return searcher.createWeight(searcher.rewrite(question.inSpace().build()), ScoreMode.COMPLETE_NO_SCORES, 1);
    }

    private static void add(LongStream.Builder seqs, LeafReaderContext leaf, DocIdSetIterator matching)
            throws IOException {
        NumericDocValues values = leaf.reader().getNumericDocValues(ItemDocument.SEQ);
        Bits living = leaf.reader().getLiveDocs();
        while (matching.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            int document = matching.docID();
            if ((living == null || living.get(document)) && values != null && values.advanceExact(document)) {
                seqs.add(values.longValue());
            }
        }
    }
}
