package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer while they come, read by the thread that asked, within its limits. Closing it before the end closes the
 * connection, so that a model stops working for nobody. The parsers of the library swallow what is thrown through them, so that
 * why it ended is kept for {@link #check}. Read by one thread, filled by those of the HTTP client.
 */
final class WireStream extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

    static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    private final String engine;
    private final WireAttempt attempt;
    /** Holds two at most: one piece is asked for at a time, and an end may follow it. */
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private boolean over;
    private long bytes;
    private @Nullable RuntimeException failure;

    WireStream(String engine, WireAttempt attempt) {
        this.engine = engine;
        this.attempt = attempt;
    }

    private sealed interface Signal {
        record Bytes(List<ByteBuffer> buffers) implements Signal {}

        record End() implements Signal {}

        record Lost(Throwable cause) implements Signal {}
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.Lost(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!over && (ready.isEmpty() || !ready.getFirst().hasRemaining())) {
            if (ready.pollFirst() == null) {
                await();
            }
        }
        if (failure != null) {
            throw new IOException("The answer was given up.");
        }
        if (over) {
            return -1;
        }
        int taken = Math.min(length, ready.getFirst().remaining());
        ready.getFirst().get(into, offset, taken);
        return taken;
    }

    private void await() {
        long left = attempt.leftNanos();
        long silence = bytes == 0 ? left : attempt.silence().toNanos();
        try {
            switch (signals.poll(Math.min(left, silence), TimeUnit.NANOSECONDS)) {
                case Signal.Bytes piece -> take(piece.buffers());
                case Signal.End _ -> over = true;
                case Signal.Lost lost -> fail(WireClient.unreachable(engine, lost.cause()));
                case null -> fail(late(left <= silence ? attempt.atMost() : attempt.silence(), left <= silence));
            }
        } catch (InterruptedException e) {
            fail(new WireInterrupted());
        }
    }

    private void take(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
            ready.add(buffer);
        }
        if (bytes > MAX_ANSWER_BYTES) {
            fail(new WireFailure(EngineException.permanent(
                    "engine_error",
                    "Engine " + engine + " sent more than " + MAX_ANSWER_BYTES + " bytes and was cut off.")));
        } else if (subscription != null) {
            subscription.request(1);
        }
    }

    private WireFailure late(Duration time, boolean whole) {
        return new WireFailure(EngineException.timedOut(
                whole
                        ? "Engine " + engine + " gave no answer within " + time + "."
                        : "Engine " + engine + " began an answer and then was silent for " + time + "."));
    }

    /** Everything that is wanted was read. */
    void finish() {
        over = true;
    }

    /** Ends the reading. The first failure is the one that counts. */
    void fail(RuntimeException reason) {
        failure = failure == null ? reason : failure;
        over = true;
    }

    /** Whether nothing more is read. */
    boolean over() {
        return over;
    }

    /** Throws what ended the reading, if it was a failure. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
