package dev.walden.activity;

/** Is told when nothing can be recorded any more. The process then has to end, with its documented exit code. */
@FunctionalInterface
public interface LogFailureListener {

    /** The log, or a blob, could not be written. Called once, on a thread of the log: must return soon. */
    void logFailed(ActivityException.Unusable failure);
}
