package dev.walden.api;

import java.util.concurrent.Semaphore;

/** How many documents are held in memory at a time while they come in, sent or fetched, and how large they may be. Thread-safe. */
final class UploadRoom {

    private static final int AT_A_TIME = 2;
    /** Around a document: boundaries and the headers of parts. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final int maxBytes;

    /** @param maxDocumentBytes the largest document */
    UploadRoom(long maxDocumentBytes) {
        maxBytes = Math.toIntExact(maxDocumentBytes) + ENVELOPE_BYTES;
    }

    /** The longest body. */
    int maxBytes() {
        return maxBytes;
    }

    /** Takes a place; false when there is none. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }
}
