package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.api.ApiServer.Answer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("api server")
class ToolsApiIT {

    private final ApiServer server = ApiServer.shared();

    @Test
    void everyToolIsListedWithWhatItTakesAndNeeds() {
        Answer listed = server.get("/api/v1/tools", server.user);

        assertThat(listed.status()).isEqualTo(200);
        assertThat(tool(listed, "write_file"))
                .containsEntry("sideEffect", "idempotent")
                .containsEntry("needs", List.of("WRITE_WORKSPACE"))
                .containsEntry("granted", true)
                .extractingByKey("inputSchema")
                .asString()
                .contains("content");
    }

    @Test
    void aDryRunSaysWhatWouldBecomeOfACallAndWhy() {
        Answer reading = dryRun(server.user, "read_file", "{\"arguments\":{\"path\":\"a\"},\"untrusted\":true}");
        Answer writing = dryRun(
                server.user, "write_file", "{\"arguments\":{\"path\":\"a\",\"content\":\"b\"},\"untrusted\":true}");

        assertThat(reading.json()).containsEntry("decision", "allow").containsEntry("sideEffect", "none");
        assertThat(rule(reading)).isEqualTo("class-none");
        assertThat(writing.json()).containsEntry("decision", "ask").containsEntry("sideEffect", "idempotent");
        assertThat(rule(writing)).isEqualTo("effect-after-outside-text");
        assertThat(writing.text("reason")).contains("text from outside");
        assertThat((List<?>) writing.json().get("looked")).hasSize(5);
    }

    @Test
    void aDryRunOfArgumentsThatDoNotFitSaysWhatIsWrong() {
        Answer run = dryRun(server.user, "write_file", "{\"arguments\":{\"path\":5}}");

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.json()).containsEntry("decision", "invalid").containsEntry("rule", null);
        assertThat(run.text("reason")).contains("path").contains("content");
    }

    @Test
    void aDryRunOfAToolWhoseServerHasNotBeenThereSaysSo() {
        Answer run = dryRun(server.user, "away_tool", "{\"arguments\":{}}");

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.json()).containsEntry("decision", "invalid");
        assertThat(run.text("reason")).contains("away").contains("not available");
    }

    @Test
    void aUserAsksForItsOwnSpaceAndRoleOnly() {
        String clock = "{\"arguments\":{},\"role\":\"admin\"}";

        assertThat(dryRun(server.user, "clock", clock).text("code")).isEqualTo("role_forbidden");
        assertThat(dryRun(server.operator, "clock", clock).status()).isEqualTo(200);
        assertThat(dryRun(server.user, "clock", "{\"arguments\":{},\"role\":\"user\"}")
                        .status())
                .isEqualTo(200);
        assertThat(dryRun(server.bound, "clock", "{\"arguments\":{},\"space\":\"lab\"}")
                        .text("code"))
                .isEqualTo("space_forbidden");
        assertThat(dryRun(server.user, "clock", "{\"arguments\":{},\"role\":\"boss\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aDryRunCallsAndRecordsNothing() {
        long before = server.log().durable();

        dryRun(server.user, "clock", "{\"arguments\":{}}");

        assertThat(server.log().durable()).isEqualTo(before);
    }

    @Test
    void aDryRunNeedsAToolAndArguments() {
        assertThat(dryRun(server.user, "no_such_tool", "{\"arguments\":{}}").status())
                .isEqualTo(404);
        assertThat(dryRun(server.user, "clock", "{}").status()).isEqualTo(422);
        assertThat(dryRun(server.user, "clock", "{\"arguments\":[]}").status()).isEqualTo(400);
    }

    private Answer dryRun(String key, String tool, String body) {
        return server.post("/api/v1/tools/" + tool + "/dry-run", key, body);
    }

    private static Object rule(Answer answer) {
        return answer.json().get("rule") instanceof Map<?, ?> rule ? String.valueOf(rule.get("name")) : "none";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tool(Answer listed, String name) {
        List<Map<String, Object>> tools =
                (List<Map<String, Object>>) Objects.requireNonNull(listed.json().get("tools"));
        return tools.stream()
                .filter(tool -> name.equals(tool.get("name")))
                .findFirst()
                .orElseThrow();
    }
}
