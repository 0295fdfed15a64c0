package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.EngineException;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What an HTTP status says about trying again. */
final class HttpFailures {

    private HttpFailures() {}

    static EngineException of(String engine, HttpResponse<String> response) {
        int status = response.statusCode();
        String names = ProviderError.names(response.body());
        String message =
                "Engine " + engine + " answered with HTTP " + status + (names.isEmpty() ? "." : " (" + names + ").");
        return switch (status) {
            case 429 -> EngineException.rateLimited(message, retryAfter(response));
            case 408 -> EngineException.serverError(message, retryAfter(response));
            case 401, 403 -> EngineException.permanent("engine_denied", message + " Check its api-key.");
            default ->
                status >= 500
                        ? EngineException.serverError(message, retryAfter(response))
                        : EngineException.permanent("engine_rejected", message);
        };
    }

    /** Seconds or a date; a date counts from the server's own clock when it tells it. */
    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
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
