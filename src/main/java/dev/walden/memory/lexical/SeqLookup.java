package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.util.Bits;

/** Finds documents by their seq, of which each segment keeps a sorted list: eight bytes an item, once it was asked for. Thread-safe. */
final class SeqLookup {

    private final Map<IndexReader.CacheKey, long[]> segments = new ConcurrentHashMap<>();

    /** The living documents of these, ascending; those unknown are left out. */
    IntStream documents(long[] seqs, List<LeafReaderContext> leaves) throws IOException {
        IntStream.Builder found = IntStream.builder();
        for (LeafReaderContext leaf : leaves) {
            long[] newestFirst = newestFirst(leaf.reader());
            Bits living = leaf.reader().getLiveDocs();
            for (long seq : seqs) {
                for (int at = first(newestFirst, seq); at < newestFirst.length && newestFirst[at] == -seq; at++) {
                    if (living == null || living.get(at)) {
                        found.add(leaf.docBase + at);
                    }
                }
            }
        }
        return found.build().sorted();
    }

    /** An item that was put in twice may lie there twice, once deleted. */
    private static int first(long[] newestFirst, long seq) {
        int at = Arrays.binarySearch(newestFirst, -seq);
        while (at > 0 && newestFirst[at - 1] == -seq) {
            at--;
        }
        return at < 0 ? newestFirst.length : at;
    }

    /** Negated, so that they ascend. Documents are in this order, see the sort of {@link IndexStore}. */
    private long[] newestFirst(LeafReader leaf) throws IOException {
        IndexReader.CacheHelper helper = leaf.getCoreCacheHelper();
        long[] known = segments.get(helper.getKey());
        if (known != null) {
            return known;
        }
        long[] seqs = new long[leaf.maxDoc()];
        NumericDocValues values = leaf.getNumericDocValues(ItemDocument.SEQ);
        for (int document = 0; document < seqs.length; document++) {
            seqs[document] = values != null && values.advanceExact(document) ? -values.longValue() : 0;
        }
        if (segments.putIfAbsent(helper.getKey(), seqs) == null) {
            helper.addClosedListener(segments::remove);
        }
        return seqs;
    }
}
