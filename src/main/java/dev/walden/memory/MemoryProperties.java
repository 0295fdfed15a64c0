package dev.walden.memory;

import dev.walden.memory.embedding.EmbeddingModel;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What memory gives to tasks and searches.
 *
 * @param recallTokens tokens of recalled items that a task is given, estimated from their length; 0 for none
 * @param turnTokens tokens of the session's earlier turns that a task is given, in whole pairs of question and answer; 0 for none
 * @param embeddingModel what makes vectors of texts: bge-small-en-v1.5-q, all-minilm-l6-v2-q (half the work, finds less), or none
 * @param recallDeadline how long a search waits for the vector of its question; without it, it goes by words
 * @param recallProcessorShare of one processor that tasks may take to recall by meaning, 0 to 1; beyond it they recall by words
 * @param searchWait how long a search waits until what was just acknowledged can be found
 * @param learnedProcedures what becomes of procedures that tasks teach: ask (they wait for an operator), auto (those of trusted words are
 *     approved at once) or off (none is learned, none is followed)
 * @param learnedAfter how many tasks that did the same teach a procedure, 2 to 20
 * @param episodes what is done with what happened
 * @param knowledge what knowledge bases take in
 * @param upkeep how memory keeps itself in order
 * @param retention how long memory keeps what it was told
 */
@ConfigurationProperties("walden.memory")
record MemoryProperties(
        @DefaultValue("1500") int recallTokens,
        @DefaultValue("4000") int turnTokens,
        @DefaultValue("bge-small-en-v1.5-q") String embeddingModel,
        @DefaultValue("50ms") Duration recallDeadline,
        @DefaultValue("0.1") double recallProcessorShare,
        @DefaultValue("1s") Duration searchWait,
        @DefaultValue("ask") LearnedMode learnedProcedures,
        @DefaultValue("3") int learnedAfter,
        @DefaultValue EpisodeProperties episodes,
        @DefaultValue KnowledgeProperties knowledge,
        @DefaultValue UpkeepProperties upkeep,
        @DefaultValue RetentionProperties retention) {

    private static final int MAX_TOKENS = 1_000_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    MemoryProperties {
        checkTokens("recall-tokens", recallTokens);
        checkTokens("turn-tokens", turnTokens);
        if (learnedAfter < 2 || learnedAfter > WayUses.KEPT) {
            throw new IllegalArgumentException("walden.memory.learned-after must be 2 to 20; found: " + learnedAfter);
        }
        var _ = EmbeddingModel.parse(embeddingModel);
        checkWait("search-wait", searchWait);
        checkWait("recall-deadline", recallDeadline);
        if (!(recallProcessorShare >= 0 && recallProcessorShare <= 1)) {
            throw new IllegalArgumentException(
                    "walden.memory.recall-processor-share must be 0 to 1; found: " + recallProcessorShare);
        }
    }

    /** Empty for words only. */
    Optional<EmbeddingModel> model() {
        return EmbeddingModel.parse(embeddingModel);
    }

    private static void checkWait(String name, Duration wait) {
        if (wait.isNegative() || wait.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("walden.memory.%s must be 0s to 30s; found: %s".formatted(name, wait));
        }
    }

    private static void checkTokens(String name, int tokens) {
        if (tokens < 0 || tokens > MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "walden.memory.%s must be 0 to %d; found: %d".formatted(name, MAX_TOKENS, tokens));
        }
    }
}
