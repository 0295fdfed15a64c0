package dev.walden.reasoning.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.JsonText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads along with the library's own listener, and gives it only what it can read: what is thrown here the library logs, with the
 * model's words, and goes on. Confined to the thread that attempts.
 */
final class WatchedEvents implements ServerSentEventListener {

    /** The last event of OpenAI's streams, and the only one that is no JSON. */
    private static final String DONE = "[DONE]";

    private final String engine;
    private final WireAttempt attempt;
    private final WireStream stream;
    private final ServerSentEventListener listener;

    WatchedEvents(String engine, WireAttempt attempt, WireStream stream, ServerSentEventListener listener) {
        this.engine = engine;
        this.attempt = attempt;
        this.stream = stream;
        this.listener = listener;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
        listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        String data = event.data() == null ? "" : event.data().strip();
        if (stream.over() || data.isEmpty()) {
            return;
        }
        if (data.equals(DONE)) {
            attempt.notes().end();
        } else {
            Optional<Map<String, @Nullable Object>> answer = JsonText.object(data);
            answer.ifPresentOrElse(
                    fields -> read(event.event(), data, fields, context),
                    () -> stream.fail(unreadable("no JSON object")));
        }
        if (attempt.notes().ended()) {
            stream.finish();
        }
    }

    private void read(String name, String data, Map<String, @Nullable Object> answer, ServerSentEventContext context) {
        WireNotes notes = attempt.notes();
        attempt.vendor().note(answer, notes);
        notes.said(answer);
        Optional<EngineException> failure = HttpFailures.inAnswer(engine, answer);
        if (failure.isPresent()) {
            attempt.failed();
            stream.fail(new WireFailure(failure.get()));
            return;
        }
        try {
            listener.onEvent(new ServerSentEvent(name, attempt.vendor().event(answer, data, notes)), context);
        } catch (RuntimeException e) {
            stream.fail(unreadable(e.getClass().getSimpleName()));
        }
    }

    private WireFailure unreadable(String why) {
        return new WireFailure(EngineException.serverError(
                "Engine " + engine + " sent something that is no event of its API: " + why
                        + ". Check its base-url; if its server streams in another way, configure streaming: false for this engine.",
                Optional.empty()));
    }

    /** Tells of what {@link WireStream} knows better. */
    @Override
    public void onError(Throwable error) {
        stream.fail(unreadable(error.getClass().getSimpleName()));
    }
}
