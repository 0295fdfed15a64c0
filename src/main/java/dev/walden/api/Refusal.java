package dev.walden.api;

import dev.walden.activity.Space;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request is not carried out, for a reason its sender can read. Nothing was done. */
final class Refusal extends RuntimeException {

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    private Refusal(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    Problem problem() {
        return problem;
    }

    /** When asking again may help; null when it will not. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** Also for what exists, but not for the one who asks. */
    static Refusal notFound(String what, String id) {
        return of(404, "not_found", "There is no " + what + " " + Excerpt.of(id) + " for this key.");
    }

    static Refusal notNow(String detail) {
        return of(409, "not_now", detail);
    }

    static Refusal spaceForbidden(Space wanted, Space own) {
        return of(
                403,
                "space_forbidden",
                "This key opens only the space %s; found: %s. Leave the space out or use another key."
                        .formatted(own, wanted));
    }

    static Refusal invalidHeader(String name, String detail) {
        return new Refusal(
                Problem.of(400, "invalid_header", name + ": " + detail, List.of(new Problem.Fault(name, detail))),
                null);
    }

    static Refusal invalidValue(String member, String detail) {
        return unacceptable("invalid_value", member, detail);
    }

    static Refusal unacceptable(String code, String member, String detail) {
        return new Refusal(
                Problem.of(422, code, member + ": " + detail, List.of(new Problem.Fault(member, detail))), null);
    }

    static Refusal tooLarge(String code, String detail) {
        return of(413, code, detail);
    }

    static Refusal tooManyStreams(int most) {
        return of(
                        429,
                        "too_many_streams",
                        "All " + most + " event streams are in use; ask again later, or read the events as JSON.")
                .after(Duration.ofSeconds(5));
    }

    static Refusal tooManyUploads() {
        return of(
                        429,
                        "too_many_uploads",
                        "As many documents as are taken at a time are coming in; send it again later.")
                .after(Duration.ofSeconds(2));
    }

    static Refusal of(int status, String code, String detail) {
        return new Refusal(Problem.of(status, code, detail), null);
    }

    /** With the exception's message, which must be a sentence for the sender. */
    static Refusal of(int status, String code, RuntimeException reason) {
        return of(status, code, String.valueOf(reason.getMessage()));
    }

    /** The same, with the advice to ask again after this time. */
    Refusal after(Duration pause) {
        return new Refusal(problem, pause);
    }
}
