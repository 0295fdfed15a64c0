package dev.walden.memory.embedding;

/** There are no vectors, now or until the next start. The message says what was tried. */
public abstract sealed class EmbeddingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private EmbeddingException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The model could not be loaded, or computes no longer. */
    public static final class NoModel extends EmbeddingException {
        private static final long serialVersionUID = 1;

        NoModel(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The model failed with one text; others have their vectors. */
    public static final class OfText extends EmbeddingException {
        private static final long serialVersionUID = 1;

        OfText(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
