package dev.walden.memory.vector;

import java.io.IOException;
import java.util.List;

/** What a search asks of the vectors of items. Thread-safe. */
public interface NearVectors {

    /** The nearest items of a space among some, in no order; as many of each weight. */
    List<VectorHit> nearest(String space, float[] question, int wanted, Among among) throws IOException;

    /** How near some items of a space are, those without a vector left out; in no order. */
    List<VectorHit> likeness(String space, float[] question, long[] seqsDescending) throws IOException;
}
