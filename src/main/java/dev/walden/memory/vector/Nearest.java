package dev.walden.memory.vector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** The items of a space that are nearest to a question, so many of each weight: those that count less must not hide the others. */
final class Nearest implements VectorStore.Search<List<VectorHit>> {

    /** In larger spaces the signs decide which vectors are compared exactly. */
    static final int EXACT = 2_000;

    /** So many of each weight are, for each one that is wanted: fewer lost some of the nearest hundred. */
    private static final int COMPARED_FOR_ONE = 10;

    private final String space;
    private final QuantizedVector question;
    private final int wanted;
    private final int exact;
    private final Among among;

    Nearest(String space, QuantizedVector question, int wanted, int exact, Among among) {
        this.space = space;
        this.question = question;
        this.wanted = wanted;
        this.exact = exact;
        this.among = among;
    }

    @Override
    public List<VectorHit> in(List<LeafReaderContext> leaves, SpaceColumns columns) throws IOException {
        List<Part> parts = new ArrayList<>();
        int items = 0;
        for (LeafReaderContext leaf : leaves) {
            SpaceColumn column = columns.of(space, leaf.reader());
            if (column.size() > 0) {
                parts.add(new Part(leaf.reader(), column, column.closed(among.closed())));
                items += column.size();
            }
        }
        BestByWeight best = new BestByWeight(wanted);
        boolean few = items <= exact || among.isAtMost(exact);
        SignFilter filter = few ? null : new SignFilter(COMPARED_FOR_ONE * wanted);
        if (filter != null) {
            for (Part part : parts) {
                filter.add(
                        part.column(),
                        part.column().signs(part.leaf()).distances(question),
                        i -> part.lives(i) && among.lets(part.column().seq(i)));
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            compare(parts.get(i), filter == null ? null : filter.part(i), best);
        }
        return best.hits();
    }

    private void compare(Part part, @Nullable IntPredicate passed, BestByWeight best) throws IOException {
        SpaceColumn column = part.column();
        BinaryDocValues vectors = DocValues.getBinary(part.leaf(), VectorDocument.BLEND);
        Products products = question.products();
        for (int i = 0; i < column.size(); i++) {
            if ((passed == null || passed.test(i))
                    && part.lives(i)
                    && among.lets(column.seq(i))
                    && vectors.advanceExact(column.document(i))) {
                best.offer(column.weight(i), column.seq(i), products.with(vectors.binaryValue()));
            }
        }
    }

    /**
     * The space in one segment.
     *
     * @param closed numbers of knowledge bases of which nothing is wanted
     */
    private record Part(LeafReader leaf, SpaceColumn column, BitSet closed) {

        /** And is open. */
        boolean lives(int i) {
            Bits living = leaf.getLiveDocs();
            return (living == null || living.get(column.document(i))) && !closed.get(column.base(i));
        }
    }
}
