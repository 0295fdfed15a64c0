package dev.walden.activity;

import org.jspecify.annotations.Nullable;

/** Recording or reading facts is not possible. The message is a sentence for people; the code is stable. */
public abstract sealed class ActivityException extends RuntimeException {

    private final String code;

    private ActivityException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Stable, for the API and metrics. */
    public String code() {
        return code;
    }

    /** There is no room on the disk for new work. It may be tried again. */
    public static final class NoSpace extends ActivityException {
        public NoSpace(String message, @Nullable Throwable cause) {
            super("no_space", message, cause);
        }
    }

    /** An event that no record can hold. */
    public static final class TooLarge extends ActivityException {
        public TooLarge(String message) {
            super("too_large", message, null);
        }
    }

    /** The log or a blob could not be written; final for this process. */
    public static final class Unusable extends ActivityException {
        public Unusable(String message, @Nullable Throwable cause) {
            super("log_unusable", message, cause);
        }
    }

    /** The views have not caught up in time. It may be tried again. */
    public static final class ViewsBehind extends ActivityException {
        public ViewsBehind(String message) {
            super("views_behind", message, null);
        }
    }

    /** A record or blob is damaged, missing, or not what its type says. */
    public static final class Unreadable extends ActivityException {
        public Unreadable(String message, @Nullable Throwable cause) {
            super("log_unreadable", message, cause);
        }
    }

    /** A record of a type, version or format that only a newer Walden knows. */
    public static final class OfNewerVersion extends ActivityException {
        public OfNewerVersion(String message, @Nullable Throwable cause) {
            super("log_unknown_format", message, cause);
        }
    }

    /** A key of the encryption is missing, wrong, damaged or not kept secret. A person must act; nothing was changed. */
    public static final class KeyUnusable extends ActivityException {
        public KeyUnusable(String message, @Nullable Throwable cause) {
            super("key_unusable", message, cause);
        }
    }

    /** A view could not be written or read. */
    public static final class ViewFailed extends ActivityException {
        public ViewFailed(String message, @Nullable Throwable cause) {
            super("view_failed", message, cause);
        }
    }

    /** An idempotency key came again with another request. */
    public static final class IdempotencyConflict extends ActivityException {
        public IdempotencyConflict(String message) {
            super("idempotency_key_reused", message, null);
        }
    }

    /**
     * The log could not be opened: {@code data_folder_locked}, {@code log_damaged}, {@code log_unknown_format}, or as for
     * the other failures. The process cannot start.
     */
    public static final class NotOpened extends ActivityException {
        public NotOpened(String code, String message, @Nullable Throwable cause) {
            super(code, message, cause);
        }
    }
}
