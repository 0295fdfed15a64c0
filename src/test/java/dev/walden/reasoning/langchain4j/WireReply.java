package dev.walden.reasoning.langchain4j;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link ScriptedModelServer} answers with. */
public sealed interface WireReply {

    /** An answer in words. */
    static WireReply text(String text) {
        return new Completion(text, List.of(), null, "stop");
    }

    /** Tool calls. */
    static WireReply calls(Call... calls) {
        return new Completion(null, List.of(calls), null, "tool_calls");
    }

    /** An answer in words as a stream of which each event waits for a permit. */
    static WireReply gated(String text, Semaphore gate) {
        return new Gated(new Completion(text, List.of(), null, "stop"), gate, true);
    }

    /** A refusal. */
    static WireReply refusal(String text) {
        return new Completion(null, List.of(), text, "stop");
    }

    /** Tool calls, with words before them. */
    static WireReply calls(String text, Call... calls) {
        return new Completion(text, List.of(calls), null, "tool_calls");
    }

    /** An error status without a time to wait. */
    static WireReply status(int code) {
        return new Status(code, "Scripted status " + code + ".", Optional.empty());
    }

    /** Too many requests; come back after so many seconds. */
    static WireReply rateLimited(String retryAfter) {
        return new Status(429, "Slow down.", Optional.of(retryAfter));
    }

    /**
     * One wanted call.
     *
     * @param arguments as the model writes them: usually a JSON object
     */
    record Call(String id, String name, String arguments) {}

    /** An error. */
    record Status(int code, String message, Optional<String> retryAfter) implements WireReply {}

    /** An error with a body as it is. */
    record RawStatus(int code, String body) implements WireReply {}

    /** Too many requests, come back after so many seconds: half of the body, then nothing, until the server is closed. */
    record HalfRefusal(String retryAfter) implements WireReply {}

    /** A body as it is. */
    record Raw(String body) implements WireReply {}

    /** The connection is cut in the middle of the answer. */
    record Cut() implements WireReply {}

    /** No answer until the server is closed. */
    record Silence() implements WireReply {}

    /** An answer in one piece, although a stream was asked for. */
    record Whole(Completion completion) implements WireReply {}

    /** A stream of which each event waits for a permit, whether it was asked for or not; without {@code end} it breaks off before its last. */
    record Gated(Completion completion, Semaphore gate, boolean end) implements WireReply {}

    /** A whole stream, whose connection is free for another request only when there is a permit. */
    record Lingering(Completion completion, Semaphore end) implements WireReply {}

    /** A stream that ends in good order, but before its last event. In one piece: as {@link Cut}. */
    record Unfinished() implements WireReply {}

    /** A stream that stops half-way, until the server is closed. In one piece: as {@link Silence}. */
    record Stalled() implements WireReply {}

    /** The head of an answer and no byte of its body, until the server is closed. */
    record Opened() implements WireReply {}

    /** The beginning of a stream, and blanks for ever, whether a stream was asked for or not. */
    record Flood() implements WireReply {}

    /** An answer of which each byte is a piece of its own. */
    record Drip(Completion completion) implements WireReply {}

    /** The beginning of an answer a byte at a time, and then a blank every millisecond, until the client hangs up. */
    record EndlessDrip() implements WireReply {}

    /** Half of an answer in one piece, whether a stream was asked for or not; then nothing, until the server is closed. */
    record HalfBody(Completion completion) implements WireReply {}

    /**
     * An answer of 100 tokens read and 20 written.
     *
     * @param finishReason in OpenAI's words; other vendors say it in theirs
     */
    record Completion(
            @Nullable String text,
            List<Call> calls,
            @Nullable String refusal,
            String finishReason) implements WireReply {

        static final int READ = 100;
        static final int WRITTEN = 20;

        /** The text in two pieces, as streams have it. */
        List<String> pieces() {
            String whole = text == null ? "" : text;
            return halves(whole);
        }

        /** A text in two pieces; none when it is empty. */
        static List<String> halves(String whole) {
            int half = (whole.length() + 1) / 2;
            return Stream.of(whole.substring(0, half), whole.substring(half))
                    .filter(piece -> !piece.isEmpty())
                    .toList();
        }
    }
}
