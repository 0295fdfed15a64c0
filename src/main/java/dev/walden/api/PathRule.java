package dev.walden.api;

import dev.walden.access.Role;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths are open, and what role the others need. It judges the raw path, as sent. Only plain paths are let through, so there
 * is no second spelling ({@code //}, {@code ;x}, {@code %2e}, {@code ..}) that the dispatcher would take for another path.
 */
final class PathRule {

    /** Whose rules users read and operators write. */
    private static final String SPACES = "/api/v1/spaces";

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OPEN = Set.of("/actuator/health/liveness", "/actuator/health/readiness");
    /** Each with all that is below it. */
    private static final Set<String> USERS = Set.of(
            "/api/v1/tasks",
            "/api/v1/usage",
            "/api/v1/approvals",
            "/api/v1/memory",
            "/api/v1/knowledge",
            "/api/v1/tools",
            SPACES,
            "/v3/api-docs",
            "/v3/api-docs.yaml");

    /** These first: one of them is below what users may. */
    private static final Set<String> OPERATORS =
            Set.of("/actuator/health", "/actuator/prometheus", "/api/v1/memory/audit");

    /** What is below it; itself it is a user's. */
    private static final String DECISIONS = "/api/v1/memory/procedures/";

    private static final Pattern PLAIN = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._:~-]+)+");

    private PathRule() {}

    /** Whether the path answers without a key: the two probes, spelled exactly so. */
    static boolean open(String path) {
        return OPEN.contains(path);
    }

    static boolean plain(String path) {
        return PLAIN.matcher(path).matches();
    }

    /** The least role that a verb needs at a plain path. What nobody thought of is an admin's. */
    static Role role(String verb, String path) {
        boolean ruling = within(Set.of(SPACES), path) && !READING.contains(verb);
        if (within(OPERATORS, path) || path.startsWith(DECISIONS) || ruling) {
            return Role.OPERATOR;
        }
        return within(USERS, path) ? Role.USER : Role.ADMIN;
    }

    private static boolean within(Set<String> places, String path) {
        return places.stream().anyMatch(place -> path.equals(place) || path.startsWith(place + "/"));
    }
}
