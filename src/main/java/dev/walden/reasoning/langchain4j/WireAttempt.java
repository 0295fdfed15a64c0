package dev.walden.reasoning.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt, as the wire sees it: its time, whether it was sent, and what was learnt of the answer. Confined to the thread that attempts. */
final class WireAttempt {

    /** What helps against the end of an attempt's time, which is the engine's or what the task has left. */
    static final String MORE_TIME =
            "If its model is that slow, raise the engine's timeout, or the task's time where that is less.";

    private final Vendor vendor;
    private final Duration atMost;
    private final Duration silence;
    private final long start = System.nanoTime();
    private final WireNotes notes = new WireNotes();
    private @Nullable SuccessfulHttpResponse whole;
    /** Told by a thread of the HTTP client. */
    private volatile boolean sent;

    private boolean refused;

    /**
     * Begins the attempt.
     *
     * @param atMost from now to the last byte received
     * @param silence between two pieces of a stream, from the first one on: before it the model reads
     */
    WireAttempt(Vendor vendor, Duration atMost, Duration silence) {
        this.vendor = vendor;
        this.atMost = atMost;
        this.silence = silence;
    }

    Vendor vendor() {
        return vendor;
    }

    Duration atMost() {
        return atMost;
    }

    Duration silence() {
        return silence;
    }

    /** What is left of the time; zero or less when it is over. */
    long leftNanos() {
        return atMost.toNanos() - (System.nanoTime() - start);
    }

    WireNotes notes() {
        return notes;
    }

    /** The server answered in one piece where a stream was asked for. */
    void keep(SuccessfulHttpResponse answer) {
        whole = answer;
    }

    /** That answer, if there was one. */
    Optional<SuccessfulHttpResponse> whole() {
        return Optional.ofNullable(whole);
    }

    /** There is a connection, and the request goes over it. */
    void sending() {
        sent = true;
    }

    /** The server said an error; what it said before that it has written all the same. */
    void failed() {
        refused = notes.saidBytes() == 0;
    }

    /** Whether somebody may have worked: the request went out, and was not answered by an error in the place of words. */
    boolean mayHaveCost() {
        return sent && !refused;
    }

    TokenUsage usage() {
        return notes.usage();
    }
}
