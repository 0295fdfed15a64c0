package dev.walden.wal;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Direct buffers for writing, kept for the next use; there are as many as were ever used at the same time. Thread-safe. */
final class Chunks {

    static final int BYTES = 1 << 20;

    private final ConcurrentLinkedQueue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

    /** An idle one, or a new one of {@link #BYTES}. */
    ByteBuffer take() {
        var chunk = idle.poll();
        return chunk == null ? ByteBuffer.allocateDirect(BYTES) : chunk;
    }

    void giveBack(ByteBuffer chunk) {
        idle.add(chunk);
    }
}
