package dev.walden.memory.lexical;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Scores of items in one segment of the index. Asked in the order of documents. */
final class LeafMatches {

    private final LeafReaderContext leaf;
    private final @Nullable Scorer own;
    private final @Nullable Scorer around;
    private final @Nullable Scorer speaker;
    private final NumericDocValues weights;
    private final NumericDocValues seqs;

    LeafMatches(LeafReaderContext leaf, Weight own, Weight around, Weight speaker) throws IOException {
        this.leaf = leaf;
        this.own = own.scorer(leaf);
        this.around = around.scorer(leaf);
        this.speaker = speaker.scorer(leaf);
        this.weights = leaf.reader().getNumericDocValues(ItemDocument.WEIGHT);
        this.seqs = leaf.reader().getNumericDocValues(ItemDocument.SEQ);
    }

    Match of(int document) throws IOException {
        int inLeaf = document - leaf.docBase;
        weights.advanceExact(inLeaf);
        seqs.advanceExact(inLeaf);
        boolean named = speaker != null && holds(speaker, inLeaf);
        return new Match(
                document, score(own, inLeaf), score(around, inLeaf), named, weights.longValue(), seqs.longValue());
    }

    private static float score(@Nullable Scorer scorer, int document) throws IOException {
        return scorer != null && holds(scorer, document) ? scorer.score() : 0;
    }

    private static boolean holds(Scorer scorer, int document) throws IOException {
        int at = scorer.docID();
        return (at < document ? scorer.iterator().advance(document) : at) == document;
    }
}
