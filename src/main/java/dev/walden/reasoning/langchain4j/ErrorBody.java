package dev.walden.reasoning.langchain4j;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an error's body, as far as it comes in a short time. What is wrong is said by the status, and the body only names it: a
 * server that never ends it must not make a timeout of a 429. Filled by threads of the HTTP client.
 */
final class ErrorBody implements BodySubscriber<String> {

    /** Names of an error stand at the beginning of its body. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Duration time;
    private final CompletableFuture<String> text = new CompletableFuture<>();

    /** Guarded by itself. */
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean over;

    /** Of an answer to this attempt, of whose time something is left to tell of it. */
    ErrorBody(WireAttempt attempt) {
        Duration half = Duration.ofNanos(Math.max(1, attempt.leftNanos() / 2));
        this.time = half.compareTo(LONGEST) < 0 ? half : LONGEST;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(this::end);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        boolean enough;
        synchronized (bytes) {
            for (ByteBuffer buffer : buffers) {
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                bytes.writeBytes(piece);
            }
            enough = bytes.size() >= MAX_BYTES;
        }
        Flow.Subscription given = subscription;
        if (enough) {
            end();
        } else if (given != null) {
            given.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        over = true;
        complete();
    }

    @Override
    public void onComplete() {
        over = true;
        complete();
    }

    /** What came of it; never fails. */
    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    private void complete() {
        synchronized (bytes) {
            text.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }

    /** Closes the connection, where it is not at its end. */
    private void end() {
        Flow.Subscription given = subscription;
        if (!over && given != null) {
            given.cancel();
        }
        complete();
    }
}
