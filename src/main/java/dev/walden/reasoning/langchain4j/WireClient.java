package dev.walden.reasoning.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.JsonText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client for LangChain4j. The library's own adapter over it loses the Retry-After header, has one time limit for all
 * requests, and none for a body that stops half-way. Thread-safe.
 */
final class WireClient implements dev.langchain4j.http.client.HttpClient {

    /** The attempt that runs in this scope: the library has no place for what belongs to one request alone. */
    static final ScopedValue<WireAttempt> ATTEMPT = ScopedValue.newInstance();

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final String engine;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    WireClient(String engine) {
        this.engine = engine;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        WireAttempt attempt = ATTEMPT.get();
        if (attempt.whole().isPresent()) {
            return attempt.whole().get();
        }
        BodyHandler<String> answer =
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), WireStream.MAX_ANSWER_BYTES);
        HttpResponse<String> response = await(
                client.sendAsync(
                        request(request, attempt),
                        head -> isError(head.statusCode()) ? new ErrorBody(attempt) : answer.apply(head)),
                attempt);
        if (isError(response.statusCode())) {
            throw failed(attempt, response, response.body());
        }
        return whole(attempt, response, response.body());
    }

    private static boolean isError(int status) {
        return status / 100 != 2;
    }

    private SuccessfulHttpResponse whole(WireAttempt attempt, HttpResponse<?> response, String body) {
        JsonText.object(body).ifPresent(answer -> read(attempt, answer));
        attempt.notes().end();
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    private void read(WireAttempt attempt, Map<String, @Nullable Object> answer) {
        attempt.vendor().note(answer, attempt.notes());
        attempt.notes().said(answer);
        HttpFailures.inAnswer(engine, answer).ifPresent(failure -> {
            attempt.failed();
            throw new WireFailure(failure);
        });
    }

    /**
     * Reads on the asking thread, and returns when everything is read. A stream that stops without saying that it is whole is a lost
     * connection, however it stopped. A server that answers in one piece nevertheless is taken at its word: the attempt then has the answer,
     * and the listener hears nothing.
     */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        WireAttempt attempt = ATTEMPT.get();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                await(client.sendAsync(request(request, attempt), BodyHandlers.ofPublisher()), attempt);
        if (isError(response.statusCode())) {
            ErrorBody body = new ErrorBody(attempt);
            response.body().subscribe(body);
            throw failed(attempt, response, await(body.getBody().toCompletableFuture(), attempt));
        }
        try (WireStream stream = new WireStream(engine, attempt)) {
            response.body().subscribe(stream);
            if (attempt.vendor().sendsEvents() && stream.first() == '{') {
                attempt.keep(whole(attempt, response, text(stream)));
                return;
            }
            listener.onOpen(SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .build());
            parser.parse(stream, new WatchedEvents(engine, attempt, stream, listener));
            stream.check();
        }
        if (!attempt.notes().ended()) {
            throw new WireFailure(EngineException.connectionFailed("Engine " + engine
                    + " stopped before its answer was complete. The log of its server may say why. If its streams always"
                    + " end so, check its base-url, or configure streaming: false for this engine."));
        }
        listener.onClose();
    }

    /** A body that does not come whole is a failure of the connection, as it is where no stream was asked for. */
    private static String text(WireStream stream) {
        try {
            return new String(stream.readNBytes(WireStream.MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            stream.check();
            throw new IllegalStateException("A stream that cannot be read says why.", e);
        }
    }

    private WireFailure failed(WireAttempt attempt, HttpResponse<?> response, String body) {
        attempt.failed();
        return new WireFailure(
                HttpFailures.of(engine, response, body, attempt.vendor().advice(response.statusCode())));
    }

    /** Cancelling closes the connection, so that a model stops working for nobody. */
    private <T> T await(CompletableFuture<T> answer, WireAttempt attempt) {
        try {
            return answer.get(attempt.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new WireFailure(EngineException.timedOut(
                    "Engine " + engine + " gave no answer within " + attempt.atMost() + ". " + WireAttempt.MORE_TIME));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw new WireInterrupted();
        } catch (ExecutionException e) {
            throw unreachable(engine, e.getCause() == null ? e : e.getCause());
        }
    }

    /** The message of an error in the protocol may hold what the server sent. */
    static WireFailure unreachable(String engine, Throwable cause) {
        boolean ours = cause instanceof ConnectException || cause instanceof SSLException;
        String detail = ours && cause.getMessage() != null ? " (" + cause.getMessage() + ")" : "";
        return new WireFailure(EngineException.connectionFailed("Engine " + engine
                + " could not be reached, or the connection was lost: "
                + cause.getClass().getSimpleName() + detail + ". Check its base-url, and that its server runs."));
    }

    /** The body is asked for when there is a connection: from then on the server may work, and cost. */
    private static java.net.http.HttpRequest request(HttpRequest request, WireAttempt attempt) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String text = Objects.requireNonNull(request.body(), "every call of a model has a body");
        BodyPublisher body = BodyPublishers.ofString(text, StandardCharsets.UTF_8);
        Flow.Publisher<ByteBuffer> watched = subscriber -> {
            attempt.sending();
            body.subscribe(subscriber);
        };
        return builder.method(request.method().name(), BodyPublishers.fromPublisher(watched, body.contentLength()))
                .build();
    }
}
