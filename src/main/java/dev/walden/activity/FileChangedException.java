package dev.walden.activity;

import java.io.IOException;

/** A file is not what it was a moment ago. Trying again helps. */
final class FileChangedException extends IOException {
    FileChangedException(String message) {
        super(message);
    }
}
