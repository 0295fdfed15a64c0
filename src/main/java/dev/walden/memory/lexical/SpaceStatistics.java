package dev.walden.memory.lexical;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * How much a space holds, counted over its living items.
 *
 * @param items how many
 * @param ownWords words of their own
 * @param aroundWords words with those around them
 */
record SpaceStatistics(long items, long ownWords, long aroundWords) {

    static SpaceStatistics of(String space, DirectoryReader reader) throws IOException {
        long items = 0;
        long ownWords = 0;
        long aroundWords = 0;
        for (LeafReaderContext context : reader.leaves()) {
            LeafReader leaf = context.reader();
            PostingsEnum members = leaf.postings(new Term(ItemDocument.SPACE, space), PostingsEnum.NONE);
            NumericDocValues own = leaf.getNumericDocValues(ItemDocument.lengthOf(ItemDocument.OWN));
            NumericDocValues around = leaf.getNumericDocValues(ItemDocument.lengthOf(ItemDocument.AROUND));
            while (members != null && members.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                int document = members.docID();
                if (isLiving(leaf, document) && own.advanceExact(document) && around.advanceExact(document)) {
                    items++;
                    ownWords += own.longValue();
                    aroundWords += around.longValue();
                }
            }
        }
        return new SpaceStatistics(items, ownWords, aroundWords);
    }

    static boolean isLiving(LeafReader leaf, int document) {
        return leaf.getLiveDocs() == null || leaf.getLiveDocs().get(document);
    }

    long words(String field) {
        return field.equals(ItemDocument.OWN) ? ownWords : aroundWords;
    }
}
