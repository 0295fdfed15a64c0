package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
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

    /** Scored under all signals afterwards, 300 a list found what scoring everything found on long dialogues; with a margin. */
    private static final int DEPTH = 500;

    private final SpaceSearcher searcher;
    private final Question question;
    private final int depth;

    Candidates(SpaceSearcher searcher, Question question, int limit) {
        this.searcher = searcher;
        this.question = question;
        this.depth = Math.max(DEPTH, limit);
    }

    /** Document numbers, ascending. */
    NavigableSet<Integer> documents() throws IOException {
        Query own = question.anyWordIn(ItemDocument.OWN);
        Query around = question.anyWordIn(ItemDocument.AROUND);
        Query named = question.anyWordIn(ItemDocument.SPEAKER);
        NavigableSet<Integer> documents = new TreeSet<>();
        Terms weights = MultiTerms.getTerms(searcher.getIndexReader(), ItemDocument.WEIGHT);
        TermsEnum each = weights == null ? TermsEnum.EMPTY : weights.iterator();
        for (BytesRef weight = each.next(); weight != null; weight = each.next()) {
            Query ofWeight = new TermQuery(new Term(ItemDocument.WEIGHT, BytesRef.deepCopyOf(weight)));
            for (Query signal : List.of(own, around)) {
                addBest(question.filtered(signal).add(ofWeight, Occur.FILTER).build(), documents);
            }
            addBest(
                    question.filtered(around)
                            .add(named, Occur.FILTER)
                            .add(ofWeight, Occur.FILTER)
                            .build(),
                    documents);
        }
        return documents;
    }

    private void addBest(Query query, NavigableSet<Integer> documents) throws IOException {
        for (ScoreDoc best : searcher.search(query, new BestScored(depth))) {
            documents.add(best.doc);
        }
    }
}
