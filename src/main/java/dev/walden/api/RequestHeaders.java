package dev.walden.api;

import dev.walden.activity.CanonicalJson;
import dev.walden.orchestrator.TaskSubmission.Idempotency;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the headers that change what a request means. Thread-safe. */
final class RequestHeaders {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([^\"]*)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final ObjectReader bodies;

    RequestHeaders(JsonMapper mapper) {
        bodies = mapper.readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * {@code Idempotency-Key}: what makes a repetition of this request known. Its digest is of method, path and body, so that one key
     * cannot answer for two kinds of request.
     */
    Optional<Idempotency> idempotency(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders("Idempotency-Key"));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw Refusal.invalidHeader(
                    "Idempotency-Key", "one value of 1 to 255 visible ASCII characters was expected.");
        }
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("method", request.getMethod());
        asked.put("path", request.getRequestURI());
        asked.put("body", bodies.readValue(BufferedRequest.bodyOf(request)));
        return Optional.of(new Idempotency(keys.getFirst(), CanonicalJson.sha256(asked)));
    }

    /** {@code Prefer: wait=SECONDS}; zero when it is not there. Other preferences are passed over, as RFC 7240 asks. */
    static Duration wait(HttpServletRequest request) {
        for (String header : Collections.list(request.getHeaders("Prefer"))) {
            for (String preference : header.split(",", -1)) {
                Matcher wait = WAIT.matcher(preference.strip());
                if (wait.matches()) {
                    return seconds(wait.group(1));
                }
            }
        }
        return Duration.ZERO;
    }

    /** {@code Last-Event-ID}: the record after which an event stream goes on. */
    static Optional<Long> lastEventId(HttpServletRequest request) {
        String header = request.getHeader("Last-Event-ID");
        if (header == null || header.isEmpty()) {
            return Optional.empty();
        }
        if (!header.matches("[0-9]{1,18}")) {
            throw Refusal.invalidHeader(
                    "Last-Event-ID",
                    "the id of an event of this stream was expected; found: " + Excerpt.of(header) + ".");
        }
        return Optional.of(Long.parseLong(header));
    }

    private static Duration seconds(String text) {
        if (!SECONDS.matcher(text).matches() || Long.parseLong(text) > LONGEST_WAIT.toSeconds()) {
            throw Refusal.invalidHeader(
                    "Prefer",
                    "wait=SECONDS with 0 to %d was expected; found: %s."
                            .formatted(LONGEST_WAIT.toSeconds(), Excerpt.of(text)));
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
