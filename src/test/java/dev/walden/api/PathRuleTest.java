package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.access.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRuleTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/tasks, USER",
        "/api/v1/tasks/t1/events, USER",
        "/api/v1/approvals/a1, USER",
        "/api/v1/memory/items, USER",
        "/api/v1/spaces/team-a/rules, USER",
        "/api/v1/tools, USER",
        "/api/v1/tools/clock/dry-run, USER",
        "/api/v1/memory/undo, USER",
        "/api/v1/memory/audit, OPERATOR",
        "/api/v1/memory/procedures, USER",
        "/api/v1/memory/procedures/learned-a, OPERATOR",
        "/v3/api-docs, USER",
        "/v3/api-docs.yaml, USER",
        "/actuator/health, OPERATOR",
        "/actuator/health/liveness, OPERATOR",
        "/actuator/prometheus, OPERATOR",
        "/api/v1/admin/shutdown, ADMIN"
    })
    void aListedPathNeedsItsRole(String path, Role role) {
        assertThat(PathRule.role("GET", path)).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({"GET, USER", "HEAD, USER", "PUT, OPERATOR", "DELETE, OPERATOR", "POST, OPERATOR", "put, OPERATOR"})
    void rulesOfSpacesAreReadByUsersAndWrittenByOperators(String verb, Role role) {
        assertThat(PathRule.role(verb, "/api/v1/spaces/team-a/rules")).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/admin",
        "/api/v1/administration",
        "/api/v1/tasksx",
        "/api/v1/keys",
        "/api/v1/spacesx",
        "/api/v2/tasks",
        "/API/v1/tasks",
        "/walden/api/v1/tasks",
        "/actuator",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/healthy",
        "/manage/health",
        "/error",
        "/"
    })
    void aPathThatIsNotListedIsForAdminsOnly(String path) {
        assertThat(PathRule.role("GET", path)).isEqualTo(Role.ADMIN);
    }
}
