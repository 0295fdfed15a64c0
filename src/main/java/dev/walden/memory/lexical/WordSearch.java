package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * One search: BM25 over an item's own words and over its words with those around it, each list divided by its best score (in
 * effect min-max over the space, where what does not match scores nothing), then added; and a little more for items said by
 * somebody whom the query names. The union of the best under each signal is scored under all of them.
 */
final class WordSearch {

    private static final double OWN_SHARE = 0.5;
    private static final double AROUND_SHARE = 1 - OWN_SHARE;
    private static final double NAMED_BONUS = 0.1;
    private static final Comparator<Ranked> WORST_FIRST =
            Comparator.comparingDouble(Ranked::score).thenComparingLong(Ranked::seq);

    private final SpaceSearcher searcher;
    private final LexicalQuery query;

    WordSearch(SpaceSearcher searcher, LexicalQuery query) {
        this.searcher = searcher;
        this.query = query;
    }

    /** Best first; of equal ones the newest first. */
    List<LexicalHit> hits() throws IOException {
        Set<String> asked = Words.asked(query.text());
        if (asked.isEmpty() || query.limit() < 1) {
            return List.of();
        }
        List<Match> matches = matches(asked);
        List<LexicalHit> hits = new ArrayList<>();
        for (Ranked ranked : best(matches)) {
            hits.add(new LexicalHit(idOf(ranked.document()), ranked.score()));
        }
        return hits.reversed();
    }

    private List<Match> matches(Set<String> asked) throws IOException {
        Question question = new Question(searcher, query, asked);
        Weight own = weight(question.anyWordIn(ItemDocument.OWN));
        Weight around = weight(question.anyWordIn(ItemDocument.AROUND));
        Weight speaker = weight(question.anyWordIn(ItemDocument.SPEAKER));
        int[] candidates = new Candidates(searcher, question, query.limit()).documents();
        List<Match> matches = new ArrayList<>(candidates.length);
        int next = 0;
        while (next < candidates.length) {
            LeafReaderContext leaf = leafOf(candidates[next]);
            int end = leaf.docBase + leaf.reader().maxDoc();
            LeafMatches found = new LeafMatches(leaf, own, around, speaker);
            for (; next < candidates.length && candidates[next] < end; next++) {
                matches.add(found.of(candidates[next]));
            }
        }
        return matches;
    }

    private PriorityQueue<Ranked> worstFirst(List<Match> matches) {
        float bestOwn = Float.MIN_NORMAL;
        float bestAround = Float.MIN_NORMAL;
        for (Match match : matches) {
            bestOwn = Math.max(bestOwn, match.own());
            bestAround = Math.max(bestAround, match.around());
        }
        PriorityQueue<Ranked> kept = new PriorityQueue<>(WORST_FIRST);
        for (Match match : matches) {
            double score = OWN_SHARE * match.own() / bestOwn
                    + AROUND_SHARE * match.around() / bestAround
                    + (match.named() ? NAMED_BONUS : 0);
            Ranked ranked = new Ranked(match.document(), score * match.weight() / 100, match.seq());
            if (kept.size() < query.limit()) {
                kept.add(ranked);
            } else if (WORST_FIRST.compare(ranked, kept.element()) > 0) { // hardly any of the hundreds
                kept.remove();
                kept.add(ranked);
            }
        }
        return kept;
    }

    private List<Ranked> best(List<Match> matches) {
        PriorityQueue<Ranked> kept = worstFirst(matches);
        List<Ranked> inOrder = new ArrayList<>(kept.size());
        while (!kept.isEmpty()) {
            inOrder.add(kept.remove());
        }
        return inOrder;
    }

    private Weight weight(Query words) throws IOException {
        return searcher.createWeight(searcher.rewrite(words), ScoreMode.COMPLETE, 1);
    }

    private String idOf(int document) throws IOException {
        LeafReaderContext leaf = leafOf(document);
        BinaryDocValues ids = leaf.reader().getBinaryDocValues(ItemDocument.ID);
        ids.advanceExact(document - leaf.docBase);
        return ids.binaryValue().utf8ToString();
    }

    private LeafReaderContext leafOf(int document) {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    private record Ranked(int document, double score, long seq) {}
}
