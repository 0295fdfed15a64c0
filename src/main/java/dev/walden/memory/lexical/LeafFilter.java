package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Tells whether documents match a query. Asked in the order of documents. */
final class LeafFilter {

    private final List<LeafReaderContext> leaves;
    private final Weight weight;
    private int leaf = -1;
    private @Nullable DocIdSetIterator matching;

    LeafFilter(SpaceSearcher searcher, Weight weight) {
        this.leaves = searcher.getLeafContexts();
        this.weight = weight;
    }

    boolean lets(int document) throws IOException {
        int in = ReaderUtil.subIndex(document, leaves);
        if (in != leaf) {
            leaf = in;
            Scorer scorer = weight.scorer(leaves.get(in));
            matching = scorer == null ? null : scorer.iterator();
        }
        if (matching == null) {
            return false;
        }
        int wanted = document - leaves.get(in).docBase;
        int at = matching.docID();
        return (at < wanted ? matching.advance(wanted) : at) == wanted;
    }
}
