package dev.walden.reasoning.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.walden.reasoning.EngineException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The JDK's HTTP client for LangChain4j. The library's own adapter over it loses the Retry-After header, has one time limit for all
 * requests, and none for a body that stops half-way. Thread-safe.
 */
final class WireClient implements dev.langchain4j.http.client.HttpClient {

    /** The attempt that runs in this scope: the library has no place for what belongs to one request alone. */
    static final ScopedValue<WireAttempt> ATTEMPT = ScopedValue.newInstance();

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final long MAX_ANSWER_BYTES = 32L * 1024 * 1024;

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
        HttpResponse<String> response = await(
                client.sendAsync(
                        request(request),
                        BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES)),
                attempt.atMost());
        if (response.statusCode() / 100 != 2) {
            throw new WireFailure(HttpFailures.of(engine, response));
        }
        attempt.answered(response.body());
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    /** The library asks for a stream only for its streaming models, and this module makes none: a reply is recorded whole. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("Streaming is not used.");
    }

    /** Cancelling closes the connection, so that a model stops working for nobody. */
    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, Duration atMost) {
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new WireFailure(
                    EngineException.timedOut("Engine " + engine + " gave no answer within " + atMost + "."));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw new WireInterrupted();
        } catch (ExecutionException e) {
            throw new WireFailure(EngineException.connectionFailed(
                    "Engine " + engine + " could not be reached, or the connection was lost: " + cause(e) + "."));
        }
    }

    /** The message of an error in the protocol may hold what the server sent. */
    private static String cause(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean ours = cause instanceof ConnectException || cause instanceof SSLException;
        String detail = ours && cause.getMessage() != null ? " (" + cause.getMessage() + ")" : "";
        return cause.getClass().getSimpleName() + detail;
    }

    private static java.net.http.HttpRequest request(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.body() == null ? "" : request.body();
        return builder.method(request.method().name(), BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }
}
