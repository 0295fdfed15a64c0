package dev.walden.memory.vector;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/** The items of a space in one segment, deleted ones too: documents that lie side by side, newest first. Thread-safe. */
final class SpaceColumn {

    static final SpaceColumn NOTHING = new SpaceColumn(0, new long[0], new byte[0], Bases.NONE);

    private final int first;
    private final long[] negatedSeqs;
    private final byte[] weights;
    private final Bases bases;
    private volatile @Nullable Signs signs;

    private SpaceColumn(int first, long[] negatedSeqs, byte[] weights, Bases bases) {
        this.first = first;
        this.negatedSeqs = negatedSeqs;
        this.weights = weights;
        this.bases = bases;
    }

    static SpaceColumn read(LeafReader leaf, String space) throws IOException {
        PostingsEnum items = leaf.postings(new Term(VectorDocument.SPACE, space), PostingsEnum.NONE);
        if (items == null) {
            return NOTHING;
        }
        int count = leaf.docFreq(new Term(VectorDocument.SPACE, space));
        int first = items.nextDoc();
        if (first == DocIdSetIterator.NO_MORE_DOCS) {
            return NOTHING;
        }
        long[] negatedSeqs = new long[count];
        byte[] weights = new byte[count];
        NumericDocValues seq = DocValues.getNumeric(leaf, VectorDocument.SEQ);
        NumericDocValues weight = DocValues.getNumeric(leaf, VectorDocument.WEIGHT);
        for (int i = 0; i < count; i++) {
            negatedSeqs[i] = seq.advanceExact(first + i) ? -seq.longValue() : 0;
            weights[i] = weight.advanceExact(first + i) ? (byte) weight.longValue() : 0;
        }
        return new SpaceColumn(first, negatedSeqs, weights, Bases.read(leaf, first, count));
    }

    int size() {
        return negatedSeqs.length;
    }

    /** The document in the segment. */
    int document(int i) {
        return first + i;
    }

    long seq(int i) {
        return -negatedSeqs[i];
    }

    /** Percent. */
    int weight(int i) {
        return weights[i];
    }

    /** The number of its knowledge base in this segment, 0 for none. */
    int base(int i) {
        return bases.of(i);
    }

    /** The numbers of these knowledge bases. */
    BitSet closed(Set<String> names) {
        return bases.numbers(names);
    }

    /** The first place of a seq, which may be there twice, once deleted; {@link #size} when it is not there. */
    int placeOf(long seq) {
        int at = Arrays.binarySearch(negatedSeqs, -seq);
        while (at > 0 && negatedSeqs[at - 1] == -seq) {
            at--;
        }
        return at < 0 ? size() : at;
    }

    /** Computed when they are first asked for. */
    Signs signs(LeafReader leaf) throws IOException {
        Signs known = signs;
        if (known == null) {
            known = Signs.of(leaf, first, size());
            signs = known;
        }
        return known;
    }
}
