package dev.walden.memory.vector;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a search asks of the vectors of items. Thread-safe. */
public interface NearVectors {

    /**
     * The nearest items of a space, in no order; as many of each weight.
     *
     * @param allowed seqs that may be found, ascending; null for all
     */
    List<VectorHit> nearest(String space, float[] question, int wanted, long @Nullable [] allowed) throws IOException;

    /** How near some items of a space are, those without a vector left out; in no order. */
    List<VectorHit> likeness(String space, float[] question, long[] seqsDescending) throws IOException;
}
