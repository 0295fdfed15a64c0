package dev.walden.memory;

/** Memory refuses a request. Nothing was recorded. The message is a sentence for the submitter; the code is stable. */
public abstract sealed class MemoryException extends RuntimeException {

    private final String code;

    private MemoryException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable, for the API and metrics. */
    public String code() {
        return code;
    }

    /** What should be stored or found is not within memory's bounds. */
    public static final class Unacceptable extends MemoryException {
        Unacceptable(String code, String message) {
            super(code, message);
        }
    }
}
