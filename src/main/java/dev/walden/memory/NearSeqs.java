package dev.walden.memory;

import dev.walden.memory.vector.VectorHit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How near items are to a question, by their seq. Immutable. Sorted and not hashed: seqs are multiples of a large power of two, of which most
 * fall into few bins.
 */
final class NearSeqs {

    /** Of none. */
    static final NearSeqs NONE = of(List.of());

    private final List<VectorHit> hits;
    private final long[] seqs;

    private NearSeqs(List<VectorHit> hits) {
        this.hits = hits;
        this.seqs = hits.stream().mapToLong(VectorHit::seq).toArray();
    }

    static NearSeqs of(List<VectorHit> hits) {
        return new NearSeqs(
                hits.stream().sorted(Comparator.comparingLong(VectorHit::seq)).toList());
    }

    /** These and others. */
    NearSeqs with(List<VectorHit> others) {
        return of(Stream.concat(hits.stream(), others.stream()).toList());
    }

    boolean isEmpty() {
        return hits.isEmpty();
    }

    boolean has(long seq) {
        return Arrays.binarySearch(seqs, seq) >= 0;
    }

    /** How near, or {@link Double#NaN} when that is not known. */
    double of(long seq) {
        int at = Arrays.binarySearch(seqs, seq);
        return at < 0 ? Double.NaN : hits.get(at).likeness();
    }

    /** All, ascending. */
    long[] seqs() {
        return seqs.clone();
    }
}
