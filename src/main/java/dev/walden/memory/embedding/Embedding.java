package dev.walden.memory.embedding;

/** A model that tells what texts mean, as vectors whose nearness is likeness. Thread-safe. */
public interface Embedding {

    /** Which model it is: vectors of two models cannot be compared. */
    String model();

    /** How many numbers a vector has. */
    int dimensions();

    /** Whether a vector costs no loading first. */
    default boolean isLoaded() {
        return true;
    }

    /**
     * The vector of a text, of length 1; the same text has the same vector, always.
     *
     * @param text of a long one the beginning counts, about 350 English words
     * @throws EmbeddingException when the model cannot be loaded or fails
     */
    float[] of(String text);
}
