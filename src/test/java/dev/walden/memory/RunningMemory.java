package dev.walden.memory;

import dev.walden.activity.ActivityFixture;
import dev.walden.activity.ActivityLog;
import dev.walden.memory.feed.ItemFeed;
import dev.walden.memory.lexical.LexicalIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.BiFunction;

/** What a start of memory makes anew, as the configuration puts it together; but searches wait for episodes too. */
record RunningMemory(Basis basis, LexicalIndex index, Meaning meaning, MemoryItems items, RuleBook rules) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Follows the views from then on, and holds all that they do. */
    static RunningMemory start(Basis basis, Path views, BiFunction<Path, ItemFeed, Meaning> meanings) {
        ActivityFixture activity = basis.activity();
        LexicalIndex index = new LexicalIndex(views.resolve("lucene"), new IndexFeed(activity.views()));
        Meaning meaning = meanings.apply(views, new IndexFeed(activity.views()));
        basis.projection().onCommitted((seq, _) -> index.follow(seq, seq));
        basis.projection().onCommitted((seq, _) -> meaning.follow(seq));
        DocumentWrites documents = new DocumentWrites(activity.log(), activity.views());
        try {
            HalfDecisions half = new HalfDecisions(activity.log(), activity.views(), documents);
            new MemoryRuntime(activity.log(), index, meaning, half).start();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Learning learning = new Learning(activity.log(), activity.views(), basis.clock(), basis.locks());
        MemoryItems items = new MemoryItems(
                activity.log(), activity.views(), activity.idempotencyKeys(), learning, documents, basis.metrics());
        RuleBook rules = new RuleBook(activity.log(), activity.views());
        return new RunningMemory(basis, index, meaning, items, rules);
    }

    /** On this or another face of the log. */
    MemorySearch searchOn(ActivityLog log) {
        LivingItems living = new LivingItems(basis.activity().views(), basis.projection()::changes);
        Retrieval retrieval = new Retrieval(index, meaning, PATIENCE, basis.clock(), ZoneOffset.UTC);
        return new MemorySearch(log, living, retrieval, PATIENCE, basis.metrics());
    }

    void close() {
        index.close();
        meaning.close();
    }

    /**
     * What stays over starts.
     *
     * @param clock of what is stored and searched; the log has its own
     */
    record Basis(
            ActivityFixture activity,
            MemoryProjection projection,
            InstantSource clock,
            SpaceLocks locks,
            MemoryMetrics metrics) {}
}
