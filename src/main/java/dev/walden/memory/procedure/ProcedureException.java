package dev.walden.memory.procedure;

/** A procedure cannot be used as it was asked for. The message is a sentence for whoever asked. */
public final class ProcedureException extends Exception {

    /** With what is wrong, what was found, and what there is instead. */
    public ProcedureException(String message) {
        super(message);
    }
}
