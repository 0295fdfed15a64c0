package dev.walden.api;

import dev.walden.access.AccessControl;
import dev.walden.access.ApiKey;
import dev.walden.access.Role;
import dev.walden.activity.ActivityException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** The one door in: every request but the two probes must carry a known key whose role is enough for the path. */
final class AuthenticationFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    private final AccessControl access;
    private final ProblemWriter problems;
    private final ApiMetrics metrics;

    AuthenticationFilter(AccessControl access, ProblemWriter problems, ApiMetrics metrics) {
        this.access = access;
        this.problems = problems;
        this.metrics = metrics;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PathRule.open(request.getRequestURI())) {
            probe(request, response, chain);
            return;
        }
        Optional<ApiKey> key;
        try {
            key = presented(request).flatMap(access::authenticate);
        } catch (ActivityException e) {
            problems.write(response, Problem.of(503, e.code(), "Keys cannot be looked up now; ask again later."));
            return;
        }
        if (key.isEmpty()) {
            refuseUnknown(request, response);
        } else {
            admit(key.get(), request, response, chain);
        }
    }

    /** Anybody may look, and only look. */
    private void probe(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LOOKING.contains(request.getMethod())) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            problems.write(response, StatusProblem.of(405, request));
        }
    }

    private void admit(ApiKey key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (!PathRule.plain(path)) {
            problems.write(response, Problem.of(404, "not_found", "There is nothing at " + Excerpt.of(path) + "."));
            return;
        }
        Role wanted = PathRule.role(request.getMethod(), path);
        if (!key.role().covers(wanted)) {
            String detail = "The role %s is needed here; this key has the role %s."
                    .formatted(wanted.code(), key.role().code());
            problems.write(response, Problem.of(403, "role_insufficient", detail));
            return;
        }
        new Caller(key).attachTo(request);
        chain.doFilter(request, response);
    }

    private void refuseUnknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        metrics.keyRefused();
        boolean any = request.getHeader("Authorization") != null;
        response.setHeader("WWW-Authenticate", "Bearer realm=\"walden\"" + (any ? ", error=\"invalid_token\"" : ""));
        String found = any ? "one that is not known or was revoked" : "none";
        problems.write(
                response,
                Problem.of(
                        401,
                        "unauthorized",
                        "A key was expected in the header 'Authorization: Bearer KEY'; found: " + found
                                + ". The first admin key lies in the file admin.key of the data folder."));
    }

    private static Optional<String> presented(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }
}
