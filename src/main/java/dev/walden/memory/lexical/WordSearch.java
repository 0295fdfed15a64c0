package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * One search: BM25 over an item's own words and over its words with those around it. The union of the best under each signal,
 * and of those that another index found, is scored under all of them.
 */
final class WordSearch {

    private final SpaceSearcher searcher;
    private final LexicalQuery query;
    private final SeqLookup lookup;

    WordSearch(SpaceSearcher searcher, LexicalQuery query, SeqLookup lookup) {
        this.searcher = searcher;
        this.query = query;
        this.lookup = lookup;
    }

    /**
     * In no order.
     *
     * @param also seqs of items that are scored, too, if they are in the space and the query's filters let them through
     */
    List<Match> matches(long[] also) throws IOException {
        Set<String> asked = Words.asked(query.text());
        if ((asked.isEmpty() && also.length == 0) || query.limit() < 1) {
            return List.of();
        }
        Question question = new Question(searcher, query, asked);
        IntStream candidates =
                asked.isEmpty() ? IntStream.empty() : new Candidates(searcher, question, query.limit()).documents();
        int[] all = IntStream.concat(candidates, allowed(question, also)).toArray();
        Arrays.sort(all);
        return scored(question, all);
    }

    /** @param documents ascending; the same one may stand there several times */
    private List<Match> scored(Question question, int[] documents) throws IOException {
        Weight own = weight(question.anyWordIn(ItemDocument.OWN));
        Weight around = weight(question.anyWordIn(ItemDocument.AROUND));
        Weight speaker = weight(question.anyWordIn(ItemDocument.SPEAKER));
        List<Match> matches = new ArrayList<>(documents.length);
        int next = 0;
        while (next < documents.length) {
            LeafReaderContext leaf = leafOf(documents[next]);
            int end = leaf.docBase + leaf.reader().maxDoc();
            LeafMatches found = new LeafMatches(leaf, own, around, speaker);
            for (; next < documents.length && documents[next] < end; next++) {
                if (next == 0 || documents[next] != documents[next - 1]) {
                    matches.add(found.of(documents[next]));
                }
            }
        }
        return matches;
    }

    private IntStream allowed(Question question, long[] seqs) throws IOException {
        if (seqs.length == 0) {
            return IntStream.empty();
        }
        LeafFilter filter = new LeafFilter(searcher, weight(question.inSpace().build()));
        IntStream.Builder allowed = IntStream.builder();
        for (int document : lookup.documents(seqs, searcher.getLeafContexts()).toArray()) {
            if (filter.lets(document)) {
                allowed.add(document);
            }
        }
        return allowed.build();
    }

    private Weight weight(Query wanted) throws IOException {
        return searcher.createWeight(searcher.rewrite(wanted), ScoreMode.COMPLETE, 1);
    }

    private LeafReaderContext leafOf(int document) {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }
}
