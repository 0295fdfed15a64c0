package dev.walden.memory.knowledge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes and then fails: what unpacks to more than that is a bomb. Confined to its thread. */
final class CappedStream extends FilterInputStream {

    private long left;
    private boolean exceeded;

    CappedStream(InputStream in, long most) {
        super(in);
        left = most;
    }

    @Override
    public int read() throws IOException {
        return count(in.read(), 1);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        return count(read, read);
    }

    /** Whether it failed for that; what reads it may wrap the exception as it likes. */
    boolean isExceeded() {
        return exceeded;
    }

    private int count(int read, int bytes) throws IOException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            exceeded = true;
            throw new IOException("More was unpacked than is taken.");
        }
        return read;
    }
}
