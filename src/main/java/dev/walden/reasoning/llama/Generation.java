package dev.walden.reasoning.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.Deltas;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One reply in the making. Made by any thread, run by the model's, heard by the one that asked, given up by any. */
final class Generation {

    /** Nobody is told an empty text, so one tells that there is no more. */
    private static final String END = "";

    /** No longer than a reply, which the context bounds. */
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    private final CountDownLatch begun = new CountDownLatch(1);
    private final boolean aloud;
    private volatile boolean abandoned;
    private volatile TokenUsage used = TokenUsage.ZERO;

    /** @param aloud whether somebody hears its words; else none are kept for hearing */
    Generation(boolean aloud) {
        this.aloud = aloud;
    }

    /**
     * What came of it.
     *
     * @param whole whether the model ended it, rather than a limit
     */
    record Outcome(String text, boolean whole, TokenUsage usage) {}

    /** The model's thread takes it up. */
    void begin() {
        begun.countDown();
    }

    /**
     * Waits until the model's thread takes it up, or it is abandoned. That thread may still read a prompt that nobody waits for.
     *
     * @param deadline as of {@link System#nanoTime}
     * @return whether that was before the deadline
     * @throws CancellationException when it was abandoned
     */
    boolean begins(long deadline) throws InterruptedException {
        if (!begun.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        checkWanted();
        return true;
    }

    /** It stops at the next token; before the first one the library cannot be stopped. */
    void abandon() {
        abandoned = true;
        begun.countDown();
    }

    /** It will say no more. */
    void end() {
        words.add(END);
    }

    /** Tokens so far. */
    TokenUsage used() {
        return used;
    }

    /**
     * Lets the words be heard until there are no more.
     *
     * @param deadline as of {@link System#nanoTime}
     * @throws TimeoutException at the deadline
     */
    void hear(Deltas hearer, long deadline) throws InterruptedException, TimeoutException {
        while (true) {
            String next = words.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new TimeoutException();
            }
            if (next.equals(END)) {
                return;
            }
            hearer.heard(next);
        }
    }

    /**
     * @param end the text that ends a turn where the model has no token for it; empty when it has
     * @param calls whether what begins with a brace may be calls, which nobody hears
     * @throws CancellationException when it was abandoned
     */
    Outcome run(LlamaModel model, InferenceParameters parameters, int inputTokens, String end, boolean calls) {
        StringBuilder text = new StringBuilder();
        HearableWords hearable = new HearableWords(end, calls);
        boolean ended = false;
        long written = 0;
        // It reads from here on.
        used = new TokenUsage(inputTokens, 0);
        LlamaIterator pieces = model.generate(parameters).iterator();
        while (pieces.hasNext()) {
            LlamaOutput piece = pieces.next();
            if (!pieces.hasNext()) {
                break;
            }
            text.append(piece.text);
            used = new TokenUsage(inputTokens, ++written);
            // The token that ends a turn comes as a piece without text; at a limit the last piece is a token like
            // others.
            ended = piece.text.isEmpty();
            int at = end.isEmpty() ? -1 : text.indexOf(end);
            if (at >= 0) {
                text.setLength(at);
                ended = true;
            }
            if (aloud) {
                hearable.next(text).ifPresent(words::add);
            }
            if (at >= 0 || abandoned) {
                pieces.cancel();
            }
        }
        checkWanted();
        String said = text.toString();
        return new Outcome(said, ended, new TokenUsage(inputTokens, model.encode(said).length));
    }

    /** @throws CancellationException when it was abandoned */
    void checkWanted() {
        if (abandoned) {
            throw new CancellationException("nobody waits for this reply any more");
        }
    }
}
