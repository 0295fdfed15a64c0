package dev.walden.access;

/** The keys are not in a state to start with. The message is a sentence for the operator: what, where, what to do. */
public final class AccessException extends RuntimeException {

    private AccessException(String message) {
        super(message);
    }

    private AccessException(String message, Throwable cause) {
        super(message, cause);
    }

    static AccessException malformedKeyFile(String file) {
        return new AccessException("The admin key file " + file
                + " holds no key: expected one line, walden_ and 52 of a-z and 2-7. Move the file away; the next start makes a new"
                + " key, unless the log knows an admin key already.");
    }

    static AccessException keyFileUnavailable(String file, Throwable cause) {
        return new AccessException(
                "The admin key file " + file + " could not be read or written: " + cause
                        + ". Make the data folder writable for the user that runs Walden.",
                cause);
    }

    static AccessException interrupted(InterruptedException cause) {
        return new AccessException("The start was interrupted while the admin key was recorded. Start again.", cause);
    }
}
