package dev.walden.memory.lexical;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Scores of items in one segment of the index. Asked in the order of documents. */
final class LeafMatches {

    private final LeafReaderContext leaf;
    private final @Nullable Scorer own;
    private final @Nullable Scorer around;
    private final @Nullable Scorer speaker;
    private final BinaryDocValues ids;
    private final NumericDocValues weights;
    private final NumericDocValues seqs;
    private final NumericDocValues times;
    private final SortedDocValues kinds;
    private final @Nullable String[] kindNames;
    private final NumericDocValues sessions;

    LeafMatches(LeafReaderContext leaf, Weight own, Weight around, Weight speaker) throws IOException {
        this.leaf = leaf;
        this.own = own.scorer(leaf);
        this.around = around.scorer(leaf);
        this.speaker = speaker.scorer(leaf);
        this.ids = DocValues.getBinary(leaf.reader(), ItemDocument.ID);
        this.weights = DocValues.getNumeric(leaf.reader(), ItemDocument.WEIGHT);
        this.seqs = DocValues.getNumeric(leaf.reader(), ItemDocument.SEQ);
        this.times = DocValues.getNumeric(leaf.reader(), ItemDocument.TIME);
        this.kinds = DocValues.getSorted(leaf.reader(), ItemDocument.KIND);
        this.kindNames = new String[kinds.getValueCount()];
        this.sessions = DocValues.getNumeric(leaf.reader(), ItemDocument.SESSION);
    }

    Match of(int document) throws IOException {
        int inLeaf = document - leaf.docBase;
        return new Match(
                at(ids, inLeaf),
                at(seqs, inLeaf),
                score(own, inLeaf),
                score(around, inLeaf),
                speaker != null && holds(speaker, inLeaf),
                (int) at(weights, inLeaf),
                kind(inLeaf),
                at(sessions, inLeaf),
                at(times, inLeaf));
    }

    /** There are a handful of kinds, and hundreds of candidates. */
    private String kind(int document) throws IOException {
        if (!kinds.advanceExact(document)) {
            return "";
        }
        String known = kindNames[kinds.ordValue()];
        if (known == null) {
            known = kinds.lookupOrd(kinds.ordValue()).utf8ToString();
            kindNames[kinds.ordValue()] = known;
        }
        return known;
    }

    private static long at(NumericDocValues values, int document) throws IOException {
        return values.advanceExact(document) ? values.longValue() : 0;
    }

    private static String at(BinaryDocValues values, int document) throws IOException {
        values.advanceExact(document);
        return values.binaryValue().utf8ToString();
    }

    private static float score(@Nullable Scorer scorer, int document) throws IOException {
        return scorer != null && holds(scorer, document) ? scorer.score() : 0;
    }

    private static boolean holds(Scorer scorer, int document) throws IOException {
        int at = scorer.docID();
        return (at < document ? scorer.iterator().advance(document) : at) == document;
    }
}
