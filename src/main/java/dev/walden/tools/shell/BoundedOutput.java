package dev.walden.tools.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a stream told: its beginning and its end, however much it was. Read to the end by a thread of its own, so that the one who
 * writes never waits. Thread-safe.
 */
final class BoundedOutput {

    private final ReentrantLock lock = new ReentrantLock();
    private final int half;
    /** Guarded by the lock, as is all below. */
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();

    private final byte[] tail;
    /** Of all bytes behind the head. */
    private long behind;

    /** @param mostBytes that are kept, half of them of the end */
    BoundedOutput(int mostBytes) {
        half = mostBytes / 2;
        tail = new byte[mostBytes - half];
    }

    /** Starts reading. The thread ends with the stream. */
    Thread read(InputStream in) {
        return Thread.ofPlatform().daemon().name("command-output").start(() -> {
            byte[] buffer = new byte[8192];
            try (in) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    add(buffer, read);
                }
            } catch (IOException _) {
                // The stream was closed: what came until then is what there is.
            }
        });
    }

    private void add(byte[] bytes, int length) {
        lock.lock();
        try {
            int first = Math.min(length, half - head.size());
            head.write(bytes, 0, first);
            for (int at = first; at < length; ) {
                int to = (int) (behind % tail.length);
                int part = Math.min(length - at, tail.length - to);
                System.arraycopy(bytes, at, tail, to, part);
                behind += part;
                at += part;
            }
        } finally {
            lock.unlock();
        }
    }

    /** As text until now; what is no UTF-8 is replaced, and what is not kept is counted. */
    String text() {
        lock.lock();
        try {
            byte[] begin = head.toByteArray();
            if (behind <= tail.length) {
                byte[] whole = Arrays.copyOf(begin, begin.length + (int) behind);
                System.arraycopy(tail, 0, whole, begin.length, (int) behind);
                return new String(whole, StandardCharsets.UTF_8);
            }
            int oldest = (int) (behind % tail.length);
            byte[] end = new byte[tail.length];
            System.arraycopy(tail, oldest, end, 0, tail.length - oldest);
            System.arraycopy(tail, 0, end, tail.length - oldest, oldest);
            return new String(begin, StandardCharsets.UTF_8) + "\n[" + (behind - tail.length)
                    + " bytes are not shown]\n" + new String(end, StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }
}
