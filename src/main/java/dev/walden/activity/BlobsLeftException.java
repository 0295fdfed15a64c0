package dev.walden.activity;

import java.io.IOException;

/** Blobs could not be deleted, or not for good; others were. Nothing is damaged, and it may be tried again. */
final class BlobsLeftException extends IOException {
    BlobsLeftException(String message, IOException cause) {
        super(message, cause);
    }
}
