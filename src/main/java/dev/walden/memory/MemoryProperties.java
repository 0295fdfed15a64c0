package dev.walden.memory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What memory gives to tasks and searches.
 *
 * @param recallTokens tokens of recalled items that a task is given, estimated from their length; 0 for none
 * @param turnTokens tokens of the session's earlier turns that a task is given, in whole pairs of question and answer; 0 for none
 * @param searchWait how long a search waits until what was just acknowledged can be found
 */
@ConfigurationProperties("walden.memory")
record MemoryProperties(
        @DefaultValue("1500") int recallTokens,
        @DefaultValue("4000") int turnTokens,
        @DefaultValue("1s") Duration searchWait) {

    private static final int MAX_TOKENS = 1_000_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    MemoryProperties {
        checkTokens("recall-tokens", recallTokens);
        checkTokens("turn-tokens", turnTokens);
        if (searchWait.isNegative() || searchWait.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("walden.memory.search-wait must be 0s to 30s; found: " + searchWait);
        }
    }

    private static void checkTokens(String name, int tokens) {
        if (tokens < 0 || tokens > MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "walden.memory.%s must be 0 to %d; found: %d".formatted(name, MAX_TOKENS, tokens));
        }
    }
}
