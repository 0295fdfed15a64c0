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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer while they come, read by the thread that asked, within its limits. Closing it before all that is wanted was read
 * closes the connection, so that a model stops working for nobody; afterwards the little that follows is passed over by the threads of the HTTP client,
 * and the connection is used again. The parsers of the library swallow what is thrown through them, so that
 * why it ended is kept for {@link #check}. Read by one thread, filled by those of the HTTP client.
 */
final class WireStream extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

    static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    /** What may follow the last event of a stream; with more, or later, its connection is closed. */
    private static final int MOST_LEFT_BYTES = 8 * 1024;

    private static final long LEFT_SECONDS = 1;

    private final String engine;
    private final WireAttempt attempt;
    /** Holds two at most: one piece is asked for at a time, and an end may follow it. */
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private boolean over;
    private boolean finished;
    private volatile boolean ended;
    /** Guarded by this: nobody takes signals any more. */
    private boolean left;

    private long leftBytes;
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
        if (!signal(buffers)) {
            passOver(buffers);
        }
    }

    private synchronized boolean signal(List<ByteBuffer> buffers) {
        return !left && signals.add(new Signal.Bytes(buffers));
    }

    private synchronized void leave() {
        left = true;
    }

    private void passOver(List<ByteBuffer> buffers) {
        leftBytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        Flow.Subscription given = subscription;
        if (given != null && leftBytes > MOST_LEFT_BYTES) {
            given.cancel();
        } else if (given != null) {
            given.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        ended = true;
        signals.add(new Signal.Lost(cause));
    }

    @Override
    public void onComplete() {
        ended = true;
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

    /** The first byte that is no blank, which is still to be read; -1 when there is none. */
    int first() {
        try {
            int one = read();
            while (one >= 0 && one <= ' ') {
                one = read();
            }
            if (one >= 0) {
                ByteBuffer buffer = ready.getFirst();
                buffer.position(buffer.position() - 1);
            }
            return one;
        } catch (IOException e) {
            return -1; // whoever reads on is told why
        }
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
                        ? "Engine " + engine + " gave no answer within " + time + ". " + WireAttempt.MORE_TIME
                        : "Engine " + engine + " began an answer and then was silent for " + time
                                + ". Raise its timeout, half of which it may be silent."));
    }

    /** Everything that is wanted was read. */
    void finish() {
        finished = true;
        over = true;
    }

    /** Ends the reading. The first failure is the one that counts. */
    void fail(RuntimeException reason) {
        failure = failure == null ? reason : failure;
        over = true;
    }

    /** Whether nothing more is wanted. What was read before the end of the bytes still is, as a last line may have no end of its own. */
    boolean over() {
        return finished || failure != null;
    }

    /** Throws what ended the reading, if it was a failure. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        Flow.Subscription given = subscription;
        if (given == null || ended) {
            return;
        }
        if (!finished || failure != null) {
            given.cancel();
            return;
        }
        leave();
        if (signals.poll() instanceof Signal.Bytes(List<ByteBuffer> buffers)) {
            passOver(buffers);
        }
        CompletableFuture.delayedExecutor(LEFT_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (!ended) {
                given.cancel();
            }
        });
    }
}
