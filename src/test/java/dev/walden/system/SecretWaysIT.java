package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each way on which a service uses a secret leads to somebody who says it back: a web server, a search, a database, an MCP server, a plugin;
 * what a person consents to, and what is only tried, too. All that the service wrote and told is then searched for all of them.
 */
final class SecretWaysIT {

    @TempDir
    private Path folder;

    private final Map<String, byte[]> told = new LinkedHashMap<>();

    @Test
    void noSecretThatComesBackOnAnyWayIsWrittenOrTold() throws Exception {
        try (SecretWays ways = SecretWays.in(folder)) {
            try (WaldenProcess life = ways.start()) {
                tellAll(life, run(life, "all ways"));
                hearProgress(life, ways);
                consent(life);
                tryOut(life);
                fetch(life, ways.document());
                archive(life);
                assertThat(life.terminate()).isEqualTo(143);
            }

            try (WaldenProcess life = ways.start()) { // which has used none of them yet
                run(life, "again");
                assertThat(life.terminate()).isEqualTo(143);
            }

            assertThat(ways.secrets().leaks(written(ways))).isEmpty();
            assertThat(ways.received()).as("what others were sent").contains(ways.sent());
            assertToldWithoutThem(ways);
        }
    }

    private Map<String, byte[]> written(SecretWays ways) throws Exception {
        Map<String, byte[]> written = new TreeMap<>(told);
        written.putAll(WrittenFiles.below(ways.home()));
        written.putAll(WrittenFiles.below(ways.temporary()));
        written.putAll(WrittenFiles.views(ways.home()));
        written.putAll(ways.outputs());
        assertThat(written.keySet()).anyMatch(where -> where.contains("archive/") && where.endsWith("unpacked"));
        return written;
    }

    /** Each of them came back, and on each way. */
    private void assertToldWithoutThem(SecretWays ways) {
        assertThat(told("/api/v1/tasks"))
                .contains(ways.redacted())
                .contains("Attachment 1 of this call is not kept, as it holds [secret jar].")
                .contains("Attachment 2 of this call is not kept, as it holds [secret far].");
        assertThat(told("answer to again")).contains("[secret environment]", "[secret unit]");
        assertThat(told("progress")).contains("counting with [secret far]");
        assertThat(told("/api/v1/approvals")).contains("${secret:asked}");
        assertThat(told("/api/v1/memory/search?kind")).contains("[secret unit]");
    }

    /** What was told from places that begin so. */
    private String told(String place) {
        return told.entrySet().stream()
                .filter(one -> one.getKey().startsWith(place))
                .map(one -> new String(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private JsonNode run(WaldenProcess life, String input) throws IOException {
        JsonNode task = life.client().run(input);
        told.put("answer to " + input, task.toString().getBytes(StandardCharsets.UTF_8));
        return task;
    }

    private void tell(WaldenProcess life, String path) throws IOException {
        told.put(path, life.client().get(path).body().getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever may be asked of a task and of the service. */
    private void tellAll(WaldenProcess life, JsonNode task) throws IOException {
        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("completed");
        String path = "/api/v1/tasks/" + task.path("id").asString();
        JsonNode events = life.client().get(path + "/events").json().path("events");
        for (JsonNode event : events) {
            for (int i = 1; i <= event.at("/data/attachments").size(); i++) {
                tell(life, path + "/calls/" + event.at("/data/call").asString() + "/attachments/" + i);
            }
        }
        for (int step = 1; step <= 3; step++) {
            tell(life, path + "/prompt?step=" + step);
        }
        for (String more : List.of(
                path,
                path + "/events",
                path + "/plans",
                "/api/v1/memory/search?q=heard",
                "/api/v1/memory/episodes",
                "/api/v1/memory/audit",
                "/api/v1/tools",
                "/api/v1/approvals",
                "/api/v1/usage?space=default",
                "/actuator/health",
                "/actuator/env",
                "/actuator/configprops",
                "/actuator/prometheus")) {
            tell(life, more);
        }
    }

    private void hearProgress(WaldenProcess life, SecretWays ways) throws IOException {
        String task = life.client()
                .post("/api/v1/tasks", Map.of("input", "count"))
                .json()
                .path("id")
                .asString();
        try (EventStream stream = life.client().follow(task, 0)) {
            JsonNode progress = stream.untilProgress();
            told.put("progress", progress.toString().getBytes(StandardCharsets.UTF_8));
            ways.countedEnough();
            told.put("stream", stream.restOfAll().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As a person, to another call than was asked for, which has a secret. */
    private void consent(WaldenProcess life) throws IOException {
        JsonNode task = run(life, "ask");
        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("awaiting_approval");
        JsonNode approval =
                life.client().get("/api/v1/approvals").json().path("approvals").path(0);
        tell(life, "/api/v1/approvals");
        String path = "/api/v1/approvals/" + approval.path("id").asString();
        Map<String, Object> arguments = Map.of(
                "method", "POST",
                "url", approval.at("/arguments/url").asString(),
                "headers", Map.of("X-Key", "${secret:changed}"));
        decide(life, path, Map.of("method", "${secret:changed}"), 422);
        decide(life, path, arguments, 200);
        String ended = "/api/v1/tasks/" + task.path("id").asString();
        Awaitility.await()
                .until(() ->
                        life.client().get(ended).json().path("state").asString().equals("completed"));
        tell(life, ended);
        tell(life, ended + "/events");
    }

    private void decide(WaldenProcess life, String path, Map<String, Object> arguments, int status) throws IOException {
        WaldenClient.Answer answer = life.client().post(path, Map.of("decision", "approve", "arguments", arguments));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        told.put("decision, " + status, answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** A call that nobody makes fills nothing in. */
    private void tryOut(WaldenProcess life) throws IOException {
        for (String method : List.of("GET", "${secret:tried}")) {
            WaldenClient.Answer answer = life.client()
                    .post(
                            "/api/v1/tools/http_request/dry-run",
                            Map.of("arguments", Map.of("method", method, "url", "http://127.0.0.1/${secret:tried}")));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            told.put("dry run of " + method, answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void fetch(WaldenProcess life, String url) throws IOException {
        String path = "/api/v1/knowledge/operations/documents";
        WaldenClient.Answer answer = life.client().post(path, Map.of("url", url, "name", "echo.txt"));
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        String document = path + "/" + answer.json().path("id").asString();
        Awaitility.await()
                .until(() -> life.client()
                        .get(document)
                        .json()
                        .path("state")
                        .asString()
                        .equals("ingested"));
        tell(life, document);
        tell(life, "/api/v1/memory/search?kind=document&q=key");
    }

    /** Words until the segment with the tasks is full, and packed. */
    private static void archive(WaldenProcess life) throws IOException {
        Path archive = life.home().resolve("log/archive");
        for (int i = 0; i < 10; i++) {
            String words = ("word" + i + " ").repeat(1_500);
            assertThat(life.client()
                            .post("/api/v1/memory/items", Map.of("items", List.of(Map.of("text", words))))
                            .status())
                    .isEqualTo(201);
        }
        Awaitility.await().until(() -> {
            try (var files = Files.newDirectoryStream(archive, "*.zst")) {
                return files.iterator().hasNext();
            } catch (java.nio.file.NoSuchFileException _) {
                return false;
            }
        });
    }
}
