package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.EngineException;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an HTTP status says about trying again. */
final class HttpFailures {

    /** Errors in streams have no status, so their names tell what cannot succeed another time. */
    private static final Pattern PERMANENT =
            Pattern.compile("invalid_request|authentication|permission|not_found|billing");

    private static final String TOO_MUCH =
            " Lower the engine's limits to what its provider allows, or name another one in walden.reasoning.fallback.";

    private static final String ITS_FAULT = " The log of its server, or its provider's status page, may say why.";

    private static final String ITS_SETTINGS =
            " Check its base-url, its model and its other settings; the log of its server may say what it does not take.";

    private HttpFailures() {}

    static EngineException of(String engine, HttpResponse<?> response, String body, String advice) {
        int status = response.statusCode();
        String names = ProviderError.names(body);
        String message =
                "Engine " + engine + " answered with HTTP " + status + (names.isEmpty() ? "." : " (" + names + ").");
        return switch (status) {
            case 429 -> rateLimited(message, retryAfter(response));
            case 408 -> EngineException.serverError(message + ITS_FAULT, retryAfter(response));
            case 401, 403 -> EngineException.permanent("engine_denied", message + " Check its api-key.");
            default ->
                status >= 500
                        ? EngineException.serverError(message + ITS_FAULT, retryAfter(response))
                        : EngineException.permanent(
                                "engine_rejected", message + (advice.isEmpty() ? ITS_SETTINGS : advice));
        };
    }

    private static EngineException rateLimited(String message, Optional<Duration> retryAfter) {
        String asked = retryAfter
                .map(time -> " It asked to be left alone for " + time.toSeconds() + " s.")
                .orElse("");
        return EngineException.rateLimited(message + asked + TOO_MUCH, retryAfter);
    }

    /** An error in the place of an answer, or in the middle of it; its own name says whether to try again. */
    static Optional<EngineException> inAnswer(String engine, Map<String, @Nullable Object> answer) {
        if (answer.get("error") == null) {
            return Optional.empty();
        }
        String names = ProviderError.names(answer);
        String message =
                "Engine " + engine + " broke off with an error" + (names.isEmpty() ? "." : " (" + names + ").");
        if (names.contains("rate_limit")) {
            return Optional.of(EngineException.rateLimited(message + TOO_MUCH, Optional.empty()));
        }
        return Optional.of(
                PERMANENT.matcher(names).find()
                        ? EngineException.permanent("engine_rejected", message + ITS_SETTINGS)
                        : EngineException.serverError(message + ITS_FAULT, Optional.empty()));
    }

    /** Seconds or a date; a date counts from the server's own clock when it tells it. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(value -> {
            if (value.strip().matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
            }
            Instant now = response.headers()
                    .firstValue("Date")
                    .flatMap(HttpFailures::date)
                    .orElseGet(Instant::now);
            return date(value).map(then -> Duration.between(now, then)).filter(Duration::isPositive);
        });
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
