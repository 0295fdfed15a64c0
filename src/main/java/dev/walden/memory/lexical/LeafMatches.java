package dev.walden.memory.lexical;

import dev.walden.memory.lexical.WordSearch.Match;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** The matches of one segment of the index. An item's own words are among those around it, so one walk over the latter sees all. */
final class LeafMatches {

    private final LeafReaderContext leaf;
    private final @Nullable Scorer own;
    private final @Nullable Scorer speaker;
    private final NumericDocValues weights;
    private final NumericDocValues seqs;

    LeafMatches(LeafReaderContext leaf, Weight own, Weight speaker) throws IOException {
        this.leaf = leaf;
        this.own = own.scorer(leaf);
        this.speaker = speaker.scorer(leaf);
        this.weights = leaf.reader().getNumericDocValues(ItemDocument.WEIGHT);
        this.seqs = leaf.reader().getNumericDocValues(ItemDocument.SEQ);
    }

    void addAll(Weight around, List<Match> matches) throws IOException {
        Scorer scorer = around.scorer(leaf);
        if (scorer == null) {
            return;
        }
        DocIdSetIterator documents = scorer.iterator();
        while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            if (SpaceStatistics.isLiving(leaf.reader(), documents.docID())) {
                matches.add(match(documents.docID(), scorer.score()));
            }
        }
    }

    private Match match(int document, float around) throws IOException {
        weights.advanceExact(document);
        seqs.advanceExact(document);
        float ownScore = own != null && holds(own, document) ? own.score() : 0;
        boolean named = speaker != null && holds(speaker, document);
        return new Match(leaf.docBase + document, ownScore, around, named, weights.longValue(), seqs.longValue());
    }

    private static boolean holds(Scorer scorer, int document) throws IOException {
        int at = scorer.docID();
        return (at < document ? scorer.iterator().advance(document) : at) == document;
    }
}
