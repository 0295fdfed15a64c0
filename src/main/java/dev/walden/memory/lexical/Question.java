package dev.walden.memory.lexical;

import dev.walden.memory.feed.IndexedItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** What is looked for, in Lucene's terms. For one search; a word is looked up in the index once, however many queries hold it. */
final class Question {

    private final SpaceSearcher searcher;
    private final LexicalQuery query;
    private final Set<String> words;
    private final Map<Term, TermStates> known = new HashMap<>();

    Question(SpaceSearcher searcher, LexicalQuery query, Set<String> words) {
        this.searcher = searcher;
        this.query = query;
        this.words = words;
    }

    /** Items that have at least one of the words in a field. */
    Query anyWordIn(String field) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String word : words) {
            Term term = termOf(field, word);
            any.add(new TermQuery(term, statesOf(term)), Occur.SHOULD);
        }
        return any.build();
    }

    /** Whether there is an item at all that has one of the words in a field. */
    boolean isAnyWordIn(String field) throws IOException {
        for (String word : words) {
            if (statesOf(termOf(field, word)).docFreq() > 0) {
                return true;
            }
        }
        return false;
    }

    private Term termOf(String field, String word) {
        return new Term(field, WordStream.term(query.space(), word));
    }

    private TermStates statesOf(Term term) throws IOException {
        TermStates states = known.get(term);
        if (states == null) {
            states = TermStates.build(searcher, term, true);
            known.put(term, states);
        }
        return states;
    }

    /** Those of them that the query's kinds, domain, session and time let through. */
    BooleanQuery.Builder filtered(Query wanted) {
        return filter(new BooleanQuery.Builder().add(wanted, Occur.MUST));
    }

    /** All items of the space that they let through. */
    BooleanQuery.Builder inSpace() {
        Term space = new Term(ItemDocument.SPACE, query.space());
        return filter(new BooleanQuery.Builder().add(new TermQuery(space), Occur.FILTER));
    }

    private BooleanQuery.Builder filter(BooleanQuery.Builder all) {
        if (!query.kinds().isEmpty()) {
            BooleanQuery.Builder kinds = new BooleanQuery.Builder();
            query.kinds().forEach(kind -> kinds.add(new TermQuery(new Term(ItemDocument.KIND, kind)), Occur.SHOULD));
            all.add(kinds.build(), Occur.FILTER);
        }
        if (query.domain() != null) {
            all.add(new TermQuery(new Term(ItemDocument.DOMAIN, query.domain())), Occur.FILTER);
        }
        if (query.session() != null) {
            all.add(new TermQuery(new Term(ItemDocument.SESSION, query.session())), Occur.FILTER);
        }
        query.traits().forEach(trait -> all.add(new TermQuery(new Term(ItemDocument.TRAIT, trait)), Occur.FILTER));
        LexicalQuery.During during = query.during();
        if (during != null) {
            all.add(during(during.first(), during.last()), Occur.FILTER);
        }
        for (String closed : query.closed()) {
            BooleanQuery.Builder documents = new BooleanQuery.Builder();
            documents.add(new TermQuery(new Term(ItemDocument.DOMAIN, closed)), Occur.FILTER);
            documents.add(new TermQuery(new Term(ItemDocument.KIND, IndexedItem.Labels.DOCUMENT)), Occur.FILTER);
            all.add(documents.build(), Occur.MUST_NOT);
        }
        LexicalQuery.Time at = query.at();
        if (!at.equals(LexicalQuery.Time.ANY)) {
            leaveOut(all, ItemDocument.TO, Long.MIN_VALUE, at.micros());
            String from = at.past() ? ItemDocument.FROM : ItemDocument.AWAITED;
            leaveOut(all, from, at.micros() + 1, Long.MAX_VALUE);
        }
        return all;
    }

    /** A clause costs every candidate of every signal a look; where no item has the field, as in most memories, there is none. */
    private void leaveOut(BooleanQuery.Builder all, String field, long least, long most) {
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            if (leaf.reader().getFieldInfos().fieldInfo(field) != null) {
                all.add(within(field, least, most), Occur.MUST_NOT);
                return;
            }
        }
    }

    /** Whichever is cheaper: to list all items of the time, or to look at the time of those that match otherwise. */
    private static Query during(long first, long last) {
        Query listed = LongPoint.newRangeQuery(ItemDocument.TIME, first, last);
        return new IndexOrDocValuesQuery(listed, within(ItemDocument.TIME, first, last));
    }

    /** Looked at for what matches otherwise; few items have an end. */
    private static Query within(String field, long least, long most) {
        return NumericDocValuesField.newSlowRangeQuery(field, least, most);
    }
}
