package dev.walden.cli;

/** A command could not do what it was asked; the message is a sentence for people. */
final class CommandException extends RuntimeException {

    private final transient Exit exit;

    CommandException(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }
}
