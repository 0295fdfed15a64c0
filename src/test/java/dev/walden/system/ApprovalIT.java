package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A task that has read a file asks a person before it changes the world outside. The request stands in the log: the service may be
 * killed under it, and whoever followed the task goes on where the stream was cut.
 */
class ApprovalIT {

    private static final String SCRIPT = """
            scripts:
              - steps:
                  - tools: [{tool: read_file, arguments: {path: "notes.txt"}}]
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/unsafe/{{input}}", body: "pay 5"}}]
                  - answer: "heard: {{result}}"
            """;

    @TempDir
    Path folder;

    @Test
    void aRequestForConsentSurvivesAKillAndIsCarriedOutOnceOrNotAtAll() throws Exception {
        Path home = folder.resolve("home");
        Files.writeString(
                Files.createDirectories(home.resolve("workspace/default")).resolve("notes.txt"), "Pay them.");
        try (EffectProcess world = EffectProcess.start(folder.resolve("ledger"))) {
            String approved;
            String rejected;
            List<JsonNode> asked;
            List<JsonNode> seen;
            try (WaldenProcess life = WaldenProcess.ready(home, arguments(world))) {
                approved = submit(life, "yes");
                rejected = submit(life, "no");
                asked = approvals(life);
                assertThatExactlyTheCallIsAskedFor(asked.getFirst(), approved, world.url("/unsafe/yes"));
                assertThatExactlyTheCallIsAskedFor(asked.getLast(), rejected, world.url("/unsafe/no"));
                seen = seenBeforeTheKill(life, approved);
            }
            try (WaldenProcess life = WaldenProcess.ready(home, arguments(world))) {
                assertThat(approvals(life)).as("after the kill").isEqualTo(asked);
                assertThat(world.begun("/unsafe/yes") + world.begun("/unsafe/no"))
                        .isZero();

                seen.addAll(approveAndFollow(life, approved, lastSeq(seen)));
                decide(life, rejected, Map.of("decision", "reject", "comment", "That bill is paid."));

                assertThat(seen).isEqualTo(records(life, approved));
                assertThat(seen)
                        .doesNotHaveDuplicates()
                        .extracting(event -> event.path("seq").asLong())
                        .isSorted();
                assertThat(ended(life, approved)).contains("HTTP status 200");
                assertThat(ended(life, rejected)).contains("That bill is paid.");
                assertThat(approvals(life)).isEmpty();
                assertThat(changed(life, world.url("/unsafe/changed")))
                        .contains("[A person changed the arguments of this call to", "HTTP status 200");
            }
            assertThat(world.begun("/unsafe/yes")).isEqualTo(1);
            assertThat(world.effects("/unsafe/yes")).isEqualTo(1);
            assertThat(world.begun("/unsafe/no")).isZero();
            assertThat(world.begun("/unsafe/edited")).isZero();
            assertThat(world.effects("/unsafe/changed")).isEqualTo(1);
        }
    }

    private String[] arguments(EffectProcess world) throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", world.url("")));
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script,
            "--walden.outbound.allow-private-addresses=true"
        };
    }

    private static String submit(WaldenProcess life, String input) throws IOException {
        JsonNode task = life.client().run(input);
        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("awaiting_approval");
        return task.path("id").asString();
    }

    private static List<JsonNode> approvals(WaldenProcess life) throws IOException {
        return life.client()
                .get("/api/v1/approvals")
                .json()
                .path("approvals")
                .valueStream()
                .toList();
    }

    private static void assertThatExactlyTheCallIsAskedFor(JsonNode approval, String task, String url) {
        assertThat(approval.path("taskId").asString()).isEqualTo(task);
        assertThat(approval.path("tool").asString()).isEqualTo("http_request");
        assertThat(approval.path("arguments").properties())
                .extracting(argument ->
                        argument.getKey() + "=" + argument.getValue().asString())
                .containsExactlyInAnyOrder("method=POST", "url=" + url, "body=pay 5");
        assertThat(approval.path("reason").asString()).contains("text from outside");
    }

    /** Follows the task until it asks; then the service is killed under the stream. */
    private static List<JsonNode> seenBeforeTheKill(WaldenProcess life, String task) throws IOException {
        try (EventStream stream = life.client().follow(task, 0)) {
            List<JsonNode> seen = new ArrayList<>(stream.until("approval-requested"));
            life.kill();
            return seen;
        }
    }

    private static List<JsonNode> approveAndFollow(WaldenProcess life, String task, long lastSeq) throws IOException {
        try (EventStream stream = life.client().follow(task, lastSeq)) {
            decide(life, task, Map.of("decision", "approve"));
            return stream.rest();
        }
    }

    private static void decide(WaldenProcess life, String task, Map<String, String> decision) throws IOException {
        String approval = life.client()
                .get("/api/v1/tasks/" + task)
                .json()
                .at("/approvals/0/id")
                .asString();
        WaldenClient.Answer answer = life.client().post("/api/v1/approvals/" + approval, decision);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        WaldenClient.Answer again = life.client().post("/api/v1/approvals/" + approval, decision);
        assertThat(again.status()).as("a second decision: %s", again.body()).isBetween(400, 499);
    }

    /** A task whose call a person sends elsewhere, after an attempt with arguments that the tool does not take. */
    private static String changed(WaldenProcess life, String url) throws IOException {
        String task = submit(life, "edited");
        String path =
                "/api/v1/approvals/" + approvals(life).getFirst().path("id").asString();
        WaldenClient.Answer refused =
                life.client().post(path, Map.of("decision", "approve", "arguments", Map.of("method", "POST")));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().path("code").asString()).isEqualTo("invalid_arguments");
        WaldenClient.Answer approved = life.client()
                .post(path, Map.of("decision", "approve", "arguments", Map.of("method", "POST", "url", url)));
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        return ended(life, task);
    }

    private static long lastSeq(List<JsonNode> records) {
        return records.getLast().path("seq").asLong();
    }

    private static List<JsonNode> records(WaldenProcess life, String task) throws IOException {
        return life.client()
                .get("/api/v1/tasks/" + task + "/events")
                .json()
                .path("events")
                .valueStream()
                .toList();
    }

    /** The output of a task, once its stream has come to the end. */
    private static String ended(WaldenProcess life, String task) throws IOException {
        try (EventStream stream = life.client().follow(task, 0)) {
            stream.until("task-completed");
        }
        return life.client().get("/api/v1/tasks/" + task).json().path("output").asString();
    }
}
