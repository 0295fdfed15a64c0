package dev.walden.activity;

import dev.walden.wal.WalException;

/** The failures of the write-ahead log in the words of this module, whose users know nothing of that log. */
final class WalFailures {

    private WalFailures() {}

    /** The same sentence under the code of this module. */
    static ActivityException asActivity(WalException failed) {
        String message = String.valueOf(failed.getMessage());
        return switch (failed) {
            case WalException.NoSpace noSpace -> new ActivityException.NoSpace(message, noSpace);
            case WalException.TooLarge _ -> new ActivityException.TooLarge(message);
            case WalException.Unusable unusable -> new ActivityException.Unusable(message, unusable);
            case WalException.Damaged damaged -> new ActivityException.Unreadable(message, damaged);
            case WalException.UnknownFormat unknown -> new ActivityException.OfNewerVersion(message, unknown);
            case WalException.Missing missing -> new ActivityException.Unusable(message, missing);
            case WalException.Locked locked -> new ActivityException.Unusable(message, locked);
        };
    }

    /** Why there is no log to work with; keeps the code, which decides the exit code of the process. */
    static ActivityException atOpening(WalException failed) {
        return new ActivityException.NotOpened(failed.code(), String.valueOf(failed.getMessage()), failed);
    }
}
