package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out: the problem details of RFC 9457 with a stable code.
 *
 * @param type always {@code about:blank}: the code tells the kind
 * @param title the status in words
 * @param code stable, lower snake case, for programs
 * @param detail a sentence for people: expected, found, where, what to do
 * @param instance names this one occurrence in the service's own log; only for faults of the service
 * @param errors each refused value by itself
 */
@Schema(name = "Problem", description = "Problem details (RFC 9457) with a stable code.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String instance,
        List<Fault> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String code, String detail) {
        return of(status, code, detail, List.of());
    }

    static Problem of(int status, String code, String detail, List<Fault> errors) {
        return new Problem("about:blank", title(status), status, code, detail, null, errors);
    }

    /** A fault of the service: what happened stays in the log, where the id leads to it. */
    static Problem internal(String errorId) {
        String detail = "The service failed on this request. Its log tells more under the id " + errorId + ".";
        return new Problem(
                "about:blank", title(500), 500, "internal_error", detail, "urn:walden:error:" + errorId, List.of());
    }

    /** A record that the answer needs is damaged. Where stands in the log and in the health details, which are an operator's. */
    static Problem unreadable(String errorId) {
        String detail =
                "A record of the activity log that this needs cannot be read any more; other work goes on. An operator finds where"
                        + " in /actuator/health, or in the service's log under the id " + errorId + ".";
        return new Problem(
                "about:blank", title(500), 500, "log_unreadable", detail, "urn:walden:error:" + errorId, List.of());
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Error";
        };
    }

    /** One refused value. */
    @Schema(name = "Fault")
    record Fault(String member, String detail) {}
}
