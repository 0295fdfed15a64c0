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

    /** There is no such knowledge base. */
    public static final class NoSuchDomain extends MemoryException {
        NoSuchDomain(String message) {
            super("not_found", message);
        }
    }

    /** No procedure of this name was learned. */
    public static final class NoSuchProcedure extends MemoryException {
        NoSuchProcedure(String message) {
            super("not_found", message);
        }
    }

    /** What was decided about a learned procedure stays. */
    public static final class ProcedureClosed extends MemoryException {
        ProcedureClosed(String message) {
            super("procedure_closed", message);
        }
    }

    /** A knowledge base holds all that it may. */
    public static final class QuotaExceeded extends MemoryException {
        QuotaExceeded(String message) {
            super("quota_exceeded", message);
        }
    }

    /** What should be stored or found is not within memory's bounds. */
    public static final class Unacceptable extends MemoryException {
        Unacceptable(String code, String message) {
            super(code, message);
        }
    }
}
