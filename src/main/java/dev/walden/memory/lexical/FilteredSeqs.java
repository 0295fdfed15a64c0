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

/** Lists what a query's filters let through, for an index that does not know what items are marked with. */
final class FilteredSeqs {

    private final SpaceSearcher searcher;

    FilteredSeqs(SpaceSearcher searcher) {
        this.searcher = searcher;
    }

    /** Ascending. */
    long[] of(Question question) throws IOException {
        Weight weight =
                searcher.createWeight(searcher.rewrite(question.inSpace().build()), ScoreMode.COMPLETE_NO_SCORES, 1);
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
