package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("api server")
class UsageApiIT {

    private final ApiServer server = ApiServer.shared();

    @Test
    void todayAndTheOwnSpaceAreMeantWhenNothingIsSaid() {
        Map<String, @Nullable Object> expected = new HashMap<>(Map.of(
                "space", "home",
                "currency", "EUR",
                "day", "2026-12-31",
                "spent", "0.000365",
                "inputTokens", 1_200,
                "outputTokens", 34,
                "renewsAt", "2027-01-01T00:00:00Z"));
        expected.put("budget", null);

        assertThat(server.get("/api/v1/usage", server.bound).json()).isEqualTo(expected);
    }

    @Test
    void aDayAndASessionCanBeNamed() {
        assertThat(server.get("/api/v1/usage?day=2026-01-02&session=tea&space=lab", server.operator)
                        .json())
                .containsEntry("spent", "0.000002")
                .containsEntry("space", "lab")
                .containsEntry(
                        "session",
                        Map.of(
                                "id",
                                "tea",
                                "spent",
                                "0.000003",
                                "budget",
                                "1.5",
                                "inputTokens",
                                5_600,
                                "outputTokens",
                                78));
    }

    @Test
    void whatIsNoDayAndAForeignSpaceAreRefused() {
        assertThat(server.get("/api/v1/usage?day=yesterday", server.user).text("detail"))
                .contains("day", "2026-11-21", "yesterday");
        assertThat(server.get("/api/v1/usage?day=%2B999999999-12-31", server.user)
                        .status())
                .isEqualTo(422);
        assertThat(server.get("/api/v1/usage?space=default", server.bound).status())
                .isEqualTo(403);
    }
}
