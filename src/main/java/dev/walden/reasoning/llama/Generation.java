package dev.walden.reasoning.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import dev.walden.conversation.TokenUsage;
import java.util.concurrent.CancellationException;

/** One reply in the making. Made by any thread, run by the model's, given up by any. */
final class Generation {

    private volatile boolean abandoned;

    /**
     * What came of it.
     *
     * @param whole whether the model ended it, rather than a limit
     */
    record Outcome(String text, boolean whole, TokenUsage usage) {}

    /** It stops at the next token; before the first one the library cannot be stopped. */
    void abandon() {
        abandoned = true;
    }

    /**
     * @param end the text that ends a turn where the model has no token for it; empty when it has
     * @throws CancellationException when it was abandoned
     */
    Outcome run(LlamaModel model, InferenceParameters parameters, int inputTokens, String end) {
        StringBuilder text = new StringBuilder();
        boolean ended = false;
        LlamaIterator pieces = model.generate(parameters).iterator();
        while (pieces.hasNext()) {
            LlamaOutput piece = pieces.next();
            if (!pieces.hasNext()) {
                break;
            }
            text.append(piece.text);
            // The token that ends a turn comes as a piece without text; at a limit the last piece is a token like
            // others.
            ended = piece.text.isEmpty();
            int at = end.isEmpty() ? -1 : text.indexOf(end);
            if (at >= 0) {
                text.setLength(at);
                ended = true;
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
