package dev.walden.memory.lexical;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.FilterScorable;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;

/**
 * Collects the best of a query and asks what comes later to be better by more than Lucene's rounding. Without that, a thousand
 * items of equal score are each scored: the bound of a block of postings is rounded up, so it always seems just better.
 */
final class BestScored implements CollectorManager<BestScored.OneSlice, ScoreDoc[]> {

    private static final float ROUNDING = 1.00001f;

    private final TopScoreDocCollectorManager best;

    BestScored(int count) {
        this.best = new TopScoreDocCollectorManager(count, count);
    }

    @Override
    public OneSlice newCollector() {
        return new OneSlice(best.newCollector());
    }

    @Override
    public ScoreDoc[] reduce(Collection<OneSlice> slices) throws IOException {
        return best.reduce(slices.stream().map(slice -> slice.best).toList()).scoreDocs;
    }

    static final class OneSlice implements Collector {

        private final TopScoreDocCollector best;

        private OneSlice(TopScoreDocCollector best) {
            this.best = best;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
            return new FilterLeafCollector(best.getLeafCollector(leaf)) {
                @Override
                public void setScorer(Scorable scorer) throws IOException {
                    super.setScorer(new Demanding(scorer));
                }
            };
        }

        @Override
        public ScoreMode scoreMode() {
            return best.scoreMode();
        }

        @Override
        public void setWeight(Weight weight) {
            best.setWeight(weight);
        }
    }

    private static final class Demanding extends FilterScorable {

        Demanding(Scorable scorer) {
            super(scorer);
        }

        @Override
        public void setMinCompetitiveScore(float least) throws IOException {
            in.setMinCompetitiveScore(least * ROUNDING);
        }
    }
}
