package dev.walden.memory.vector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;

/** How near certain items of a space are to a question; those without a vector are left out. */
final class Likeness implements VectorStore.Search<List<VectorHit>> {

    private final String space;
    private final QuantizedVector question;
    private final long[] seqs;

    /** @param seqs descending: the order of documents */
    Likeness(String space, QuantizedVector question, long[] seqs) {
        this.space = space;
        this.question = question;
        this.seqs = seqs;
    }

    @Override
    public List<VectorHit> in(List<LeafReaderContext> leaves, SpaceColumns columns) throws IOException {
        List<VectorHit> hits = new ArrayList<>();
        Products products = question.products();
        for (LeafReaderContext leaf : leaves) {
            SpaceColumn column = columns.of(space, leaf.reader());
            Bits living = leaf.reader().getLiveDocs();
            BinaryDocValues vectors = DocValues.getBinary(leaf.reader(), VectorDocument.BLEND);
            for (long seq : seqs) {
                for (int at = column.placeOf(seq); at < column.size() && column.seq(at) == seq; at++) {
                    int document = column.document(at);
                    if ((living == null || living.get(document)) && vectors.advanceExact(document)) {
                        hits.add(new VectorHit(seq, products.with(vectors.binaryValue())));
                    }
                }
            }
        }
        return hits;
    }
}
