package dev.walden.wal;

import org.jspecify.annotations.Nullable;

/** The log cannot do what was asked. The message says what was expected, what was found, where, and what to do. */
public abstract sealed class WalException extends RuntimeException {

    private final String code;

    private WalException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Stable, for the API, metrics and exit codes. */
    public String code() {
        return code;
    }

    /** No room for another record of this urgency. Nothing was written; it may be tried again later. */
    public static final class NoSpace extends WalException {
        public NoSpace(String message) {
            super("log_no_space", message, null);
        }
    }

    /** A record larger than the log takes. */
    public static final class TooLarge extends WalException {
        public TooLarge(String message) {
            super("log_record_too_large", message, null);
        }
    }

    /** The log has failed or is closed; the process must be started anew. */
    public static final class Unusable extends WalException {
        public Unusable(String message, @Nullable Throwable cause) {
            super("log_unusable", message, cause);
        }
    }

    /** Damage before the tail: a checksum, the sequence or the chain is broken. Nothing was changed. */
    public static final class Damaged extends WalException {
        private final transient @Nullable LogProblem problem;

        public Damaged(String message) {
            this(message, null);
        }

        Damaged(String message, @Nullable LogProblem problem) {
            super("log_damaged", message, null);
            this.problem = problem;
        }

        /** What and where, without advice; null when no file is named. */
        @Nullable
        LogProblem problem() {
            return problem;
        }
    }

    /** The log was written by a newer version. */
    public static final class UnknownFormat extends WalException {
        public UnknownFormat(String message) {
            super("log_unknown_format", message, null);
        }
    }

    /** There is no log where one was named. */
    public static final class Missing extends WalException {
        public Missing(String message) {
            super("log_missing", message, null);
        }
    }

    /** Another process has the data folder. */
    public static final class Locked extends WalException {
        public Locked(String message) {
            super("data_folder_locked", message, null);
        }
    }
}
