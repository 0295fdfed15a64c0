package dev.walden.orchestrator;

import java.time.Duration;

/** A task is refused. Nothing was recorded. The message is a sentence for the submitter; the code is stable. */
public abstract sealed class TaskException extends RuntimeException {

    private final String code;

    private TaskException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable, for the API and metrics. */
    public String code() {
        return code;
    }

    /** Too many tasks are open. */
    public static final class QueueFull extends TaskException {
        private final Duration retryAfter;

        public QueueFull(String message, Duration retryAfter) {
            super("queue_full", message);
            this.retryAfter = retryAfter;
        }

        /** When asking again may help. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The service is going down. */
    public static final class Stopping extends TaskException {
        public Stopping() {
            super("stopping", "The service is stopping and takes no new tasks; submit again after its restart.");
        }
    }

    /** The submission asks for something that is not to be had. */
    public static final class Unacceptable extends TaskException {
        public Unacceptable(String code, String message) {
            super(code, message);
        }
    }
}
