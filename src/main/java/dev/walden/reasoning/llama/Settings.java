package dev.walden.reasoning.llama;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a model runs.
 *
 * @param modelFile in the GGUF format
 * @param contextTokens prompt and reply together; empty for what the model was made for, {@value #USUAL_CONTEXT} at most
 * @param threads that compute; empty for all processors but one
 * @param maxOutputTokens of one reply; empty for what the context leaves
 * @param sampling how tokens are chosen
 * @param timeout for one attempt
 */
public record Settings(
        Path modelFile,
        Optional<Integer> contextTokens,
        Optional<Integer> threads,
        Optional<Integer> maxOutputTokens,
        Sampling sampling,
        Duration timeout) {

    private static final long USUAL_CONTEXT = 8192;

    /**
     * How tokens are chosen.
     *
     * @param temperature 0 takes the likeliest always
     * @param seed the same one gives the same reply to the same prompt; empty for another one each time
     */
    public record Sampling(double temperature, Optional<Integer> seed) {}

    /** @throws IllegalArgumentException when the model was made for less than is wanted */
    int contextTokens(ModelFile model) {
        long wanted = contextTokens.map(Integer::longValue).orElse(Math.min(model.trainedTokens(), USUAL_CONTEXT));
        if (wanted > model.trainedTokens()) {
            throw new IllegalArgumentException("The model " + modelFile + " was made for texts of "
                    + model.trainedTokens() + " tokens, and context-tokens is " + wanted + ". Lower it.");
        }
        return Math.toIntExact(wanted);
    }

    int threadCount() {
        return threads.orElse(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }
}
