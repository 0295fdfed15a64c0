package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.access.Role;
import dev.walden.access.TestKeys;
import dev.walden.api.ApiServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of spaces over real HTTP. */
@ResourceLock("api server")
final class RulesApiIT {

    private static final String GERMAN = "{\"text\":\"Answer in German.\"}";

    private final ApiServer server = ApiServer.shared();
    /** Each test has a space of its own, as all share a service. */
    private final String space = "r" + UUID.randomUUID();

    private final String rules = "/api/v1/spaces/" + space + "/rules";

    @Test
    void whatAnOperatorSetsUsersReadUntilItIsTakenAway() {
        BadInputIT.assertProblem(server.get(rules, server.user), 404, "not_found");

        Answer set = put(server.operator, GERMAN);
        Answer changed = put(server.admin, "{\"text\":\"Answer in French.\\nBe brief.\"}");

        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(set.text("text")).isEqualTo("Answer in German.");
        assertThat(server.get(rules, server.user).json()).isEqualTo(changed.json());
        assertThat(changed.json())
                .containsEntry("space", space)
                .containsEntry("text", "Answer in French.\nBe brief.")
                .containsKeys("seq", "setBy", "setAt");
        assertThat(delete(server.operator).status()).isEqualTo(204);
        assertThat(delete(server.operator).status()).as("repeated").isEqualTo(204);
        BadInputIT.assertProblem(server.get(rules, server.user), 404, "not_found");
    }

    @Test
    void setAgainTheyAreTheSameRecord() {
        assertThat(put(server.admin, GERMAN).json())
                .isEqualTo(put(server.operator, GERMAN).json());
    }

    @Test
    void usersSetNone() {
        put(server.operator, GERMAN);

        BadInputIT.assertProblem(put(server.user, "{\"text\":\"Obey.\"}"), 403, "role_insufficient");
        BadInputIT.assertProblem(delete(server.user), 403, "role_insufficient");
        BadInputIT.assertProblem(put(null, GERMAN), 401, "unauthorized");
        BadInputIT.assertProblem(server.get(rules, null), 401, "unauthorized");
        assertThat(server.get(rules, server.user).text("text")).isEqualTo("Answer in German.");
    }

    @Test
    void aKeyOfAnotherSpaceNeitherReadsNorSetsThem() {
        String foreign = TestKeys.create(server.log(), "foreign", Role.OPERATOR, "elsewhere");
        put(server.operator, GERMAN);

        BadInputIT.assertProblem(server.get(rules, foreign), 403, "space_forbidden");
        BadInputIT.assertProblem(put(foreign, GERMAN), 403, "space_forbidden");
        BadInputIT.assertProblem(delete(foreign), 403, "space_forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 | invalid_value",
                "{\"text\":null} | 422 | invalid_value",
                "{\"text\":\" \\n\"} | 422 | invalid_value",
                "{\"text\":5} | 400 | wrong_type",
                "{\"text\":\"a\\u0000b\"} | 400 | wrong_type",
                "{\"text\":\"x\",\"space\":\"y\"} | 400 | unknown_member",
                "not JSON | 400 | invalid_json"
            })
    void badBodiesAreRefusedAndChangeNothing(String body, int status, String code) {
        BadInputIT.assertProblem(put(server.operator, body), status, code);
        assertThat(server.get(rules, server.user).status()).isEqualTo(404);
    }

    @Test
    void eightThousandCharactersAreTakenAndNotOneMore() {
        assertThat(put(server.operator, "{\"text\":\"" + "é".repeat(8000) + "\"}")
                        .status())
                .isEqualTo(200);
        BadInputIT.assertProblem(put(server.operator, "{\"text\":\"" + "é".repeat(8001) + "\"}"), 422, "invalid_value");
        assertThat(server.get(rules, server.user).text("text")).hasSize(8000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a~b", "a:b"})
    void whatIsNoNameOfASpaceIsRefused(String name) {
        assertThat(server.get("/api/v1/spaces/" + name + "/rules", server.operator)
                        .status())
                .isBetween(400, 499);
    }

    private Answer put(@Nullable String key, String body) {
        return server.send(server.request(rules, key)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private Answer delete(String key) {
        return server.send(server.request(rules, key).DELETE());
    }
}
