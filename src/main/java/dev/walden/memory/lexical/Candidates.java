package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * The items worth scoring: the best under each signal alone, so that a search costs what it returns and not what the space
 * holds (Lucene steps over blocks of postings that cannot compete). Items of each weight are listed apart: thousands of
 * episodes about a thing, which count half, must not hide the one fact about it.
 */
final class Candidates {

    /** Scored under all signals afterwards, as many a list found what scoring everything found on long dialogues. */
    private static final int DEPTH = 300;

    private final SpaceSearcher searcher;
    private final Question question;
    private final int depth;

    Candidates(SpaceSearcher searcher, Question question, int limit) {
        this.searcher = searcher;
        this.question = question;
        this.depth = Math.max(DEPTH, limit);
    }

    /** Document numbers in no order, some of them several times. */
    IntStream documents() throws IOException {
        List<ScoreDoc[]> lists = new ArrayList<>();
        List<Query> weights = weights();
        for (Query ofWeight : weights) {
            for (BooleanQuery.Builder signal : signals()) {
                // With one weight, the filter would let all through, and cost a third of the search.
                lists.add(best(weights.size() == 1 ? signal : signal.add(ofWeight, Occur.FILTER)));
            }
        }
        IntStream.Builder documents = IntStream.builder();
        for (ScoreDoc[] list : lists) {
            for (ScoreDoc best : list) {
                documents.add(best.doc);
            }
        }
        return documents.build();
    }

    private List<BooleanQuery.Builder> signals() throws IOException {
        Query around = question.anyWordIn(ItemDocument.AROUND);
        List<BooleanQuery.Builder> signals = new ArrayList<>();
        signals.add(question.filtered(question.anyWordIn(ItemDocument.OWN)));
        signals.add(question.filtered(around));
        if (question.isAnyWordIn(ItemDocument.SPEAKER)) {
            signals.add(question.filtered(around).add(question.anyWordIn(ItemDocument.SPEAKER), Occur.FILTER));
        }
        return signals;
    }

    /** Every item has one. */
    private List<Query> weights() throws IOException {
        List<Query> weights = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), ItemDocument.WEIGHT);
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        for (BytesRef weight = each.next(); weight != null; weight = each.next()) {
            weights.add(new TermQuery(new Term(ItemDocument.WEIGHT, BytesRef.deepCopyOf(weight))));
        }
        return weights;
    }

    private ScoreDoc[] best(BooleanQuery.Builder query) throws IOException {
        return searcher.search(query.build(), new BestScored(depth));
    }
}
