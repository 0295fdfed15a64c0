package dev.walden.reasoning.langchain4j;

import dev.walden.conversation.TokenUsage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of itself: tokens, how many words, why it stopped, whether it is whole. Read from the wire and not from the library, which throws
 * it away together with an answer that it cannot read, and has one word for all reasons that it does not know. Confined to the thread
 * that attempts.
 */
final class WireNotes {

    /** More than any model reads or writes at once, and so little that the sum of many calls stays a number. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private static final Set<String> CUT = Set.of("length", "max_tokens", "model_context_window_exceeded");
    private static final Set<String> FILTERED = Set.of("content_filter", "refusal");

    private final StringBuilder refusal = new StringBuilder();
    private long input;
    private long output;
    private String reason = "";
    private boolean ended;
    private int calls;
    private long saidBytes;

    /** An answer or an event of one, for the words in it. */
    void said(Map<?, ?> part) {
        saidBytes += SaidWords.bytes(part);
    }

    /** Tokens read, in parts; a later count takes the place of an earlier one. */
    void read(@Nullable Object... counts) {
        long sum = 0;
        for (Object count : counts) {
            sum += believed(count);
        }
        input = sum == 0 ? input : Math.min(sum, MOST_TOKENS);
    }

    /** Tokens written; a later count takes the place of an earlier one. */
    void written(@Nullable Object count) {
        output = count instanceof Number ? believed(count) : output;
    }

    /** A reason to stop, if it is one: events before the end of a stream have none. */
    void stopped(@Nullable Object why) {
        reason = why instanceof String word ? word : reason;
    }

    /** More words of a refusal. */
    void declined(@Nullable Object words) {
        refusal.append(words instanceof String text ? text : "");
    }

    /** There is no more: a stream told that it is whole, or an answer in one piece is read. */
    void end() {
        ended = true;
    }

    /** Numbers the calls of a stream from 0 on. */
    int nextCall() {
        return calls++;
    }

    TokenUsage usage() {
        return new TokenUsage(input, output);
    }

    /** How much of an answer was heard, as UTF-8. */
    long saidBytes() {
        return saidBytes;
    }

    /** Whether the answer reached a limit. */
    boolean cut() {
        return CUT.contains(reason);
    }

    /** Whether model or provider kept the answer back. */
    boolean filtered() {
        return FILTERED.contains(reason);
    }

    /** The words of a refusal that has a place of its own. */
    Optional<String> refusal() {
        return Optional.of(refusal.toString()).filter(words -> !words.isBlank());
    }

    boolean ended() {
        return ended;
    }

    /** A count as far as it can be true: a server may write any number. */
    private static long believed(@Nullable Object count) {
        return count instanceof Number number ? (long) Math.clamp(number.doubleValue(), 0, MOST_TOKENS) : 0;
    }
}
