package dev.walden.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a request with a key, at most 2 MiB, a document's as much as is configured, before anything looks at it, and refuses
 * what is not UTF-8. The parser alone would not do: it guesses UTF-16 and UTF-32, and lets some invalid sequences pass. The probes are
 * given an empty body.
 */
final class BodyFilter extends OncePerRequestFilter {

    static final int LIMIT_BYTES = 2 * 1024 * 1024;

    private final ProblemWriter problems;
    private final UploadRoom uploads;

    BodyFilter(ProblemWriter problems, UploadRoom uploads) {
        this.problems = problems;
        this.uploads = uploads;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PathRule.open(request.getRequestURI())) {
            // Memory and disk are not for strangers to fill. Left to itself, the endpoint behind a probe would read all
            // there is.
            var _ = request.getInputStream(); // once it is taken, the container looks for no parameters in it
            chain.doFilter(new BufferedRequest(request, new byte[0]), response);
            return;
        }
        if (Upload.isOne(request)) {
            upload(request, response, chain);
        } else {
            text(request, response, chain);
        }
    }

    /** A document's bytes may be any; few are held at a time. */
    private void upload(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!uploads.enter()) {
            Refusal full = Refusal.tooManyUploads();
            problems.write(response, full.problem(), full.retryAfter());
            return;
        }
        try {
            switch (body(request, uploads.maxBytes())) {
                case SentBody.Whole(byte[] bytes) -> chain.doFilter(new BufferedRequest(request, bytes), response);
                case SentBody.TooLong _ -> refuseTooLarge(response, uploads.maxBytes());
                case SentBody.TooSlow _ -> refuseTooSlow(response);
            }
        } finally {
            uploads.leave();
        }
    }

    private static SentBody body(HttpServletRequest request, int limit) throws IOException {
        return request.getContentLengthLong() > limit
                ? new SentBody.TooLong()
                : SentBody.read(request.getInputStream(), limit, System::nanoTime);
    }

    private void text(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (body(request, LIMIT_BYTES)) {
            case SentBody.Whole(byte[] bytes) -> text(bytes, request, response, chain);
            case SentBody.TooLong _ -> refuseTooLarge(response, LIMIT_BYTES);
            case SentBody.TooSlow _ -> refuseTooSlow(response);
        }
    }

    private void text(byte[] body, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!declaredUtf8(request.getContentType())) {
            problems.write(response, StatusProblem.of(415, request));
            return;
        }
        if (!utf8(body)) {
            String detail = "The body must be UTF-8 without NUL; it has bytes that are not. Encode it again.";
            problems.write(response, Problem.of(400, "invalid_utf8", detail));
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }

    /** NUL is told apart because text in UTF-16 consists of it, and is UTF-8 otherwise. */
    private static boolean utf8(byte[] body) {
        for (byte each : body) {
            if (each == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A type that cannot be read is left to the dispatcher, which refuses it. */
    private static boolean declaredUtf8(@Nullable String contentType) {
        try {
            return contentType == null
                    || Optional.ofNullable(MediaType.parseMediaType(contentType).getCharset())
                            .map(StandardCharsets.UTF_8::equals)
                            .orElse(true);
        } catch (InvalidMediaTypeException e) {
            return true;
        }
    }

    private void refuseTooLarge(HttpServletResponse response, int limit) throws IOException {
        String detail = "A body has at most " + limit + " bytes; this one has more.";
        problems.write(response, Problem.of(413, "body_too_large", detail));
    }

    private void refuseTooSlow(HttpServletResponse response) throws IOException {
        String detail = "A body must be here within %d s; this one was not. Send it on a faster way, or less of it."
                .formatted(SentBody.LONGEST.toSeconds());
        problems.write(response, Problem.of(408, "body_too_slow", detail));
    }
}
