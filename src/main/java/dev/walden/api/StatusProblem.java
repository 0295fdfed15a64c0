package dev.walden.api;

import jakarta.servlet.http.HttpServletRequest;

/** The problem that stands for a bare status, where the container or the dispatcher refused a request by itself. */
final class StatusProblem {

    private StatusProblem() {}

    static Problem of(int status, HttpServletRequest request) {
        String path = Excerpt.of(String.valueOf(request.getRequestURI()));
        return switch (status) {
            case 404 -> Problem.of(status, "not_found", "There is nothing at " + path + ".");
            case 405 ->
                Problem.of(
                        status,
                        "method_not_allowed",
                        "%s does not take %s; the header Allow tells what it takes."
                                .formatted(path, Excerpt.of(String.valueOf(request.getMethod()))));
            case 406 ->
                Problem.of(
                        status,
                        "not_acceptable",
                        "No answer has a media type that the header Accept allows; accept application/json.");
            case 413 -> Problem.of(status, "body_too_large", "The body is larger than is read here.");
            case 414 -> Problem.of(status, "uri_too_long", "The address is longer than is read here.");
            case 415 ->
                Problem.of(
                        status,
                        "unsupported_media_type",
                        "A body is JSON and says so: the header 'Content-Type: application/json' was expected.");
            case 431 -> Problem.of(status, "headers_too_large", "The headers are larger than are read here.");
            default -> bySort(status);
        };
    }

    private static Problem bySort(int status) {
        return status < 500
                ? Problem.of(
                        status,
                        "bad_request",
                        "The request is not well-formed HTTP that this service takes, or its address and headers together are larger than 16 KB.")
                : Problem.of(status, "internal_error", "The service failed on this request.");
    }
}
