package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Skills run by their names in a service that has a model, knows words from outside, and may lack what they call. */
class DirectRunIT {

    private static final String STEPS = """
            steps:
              - {name: now, tool: clock, arguments: {}}
              - {name: save, tool: write_file, arguments: {path: "hello.txt", content: "Hello {{input.who}}."}}
            """;

    @TempDir
    Path folder;

    @Test
    void aRunNeedsNoModelAsksNobodyAndReplaysTheSame() throws Exception {
        Path home = folder.resolve("home");
        skill(home, "greeting", STEPS);
        skill(
                home,
                "reader",
                STEPS.replace("tool: clock, arguments: {}", "tool: read_file, arguments: {path: hello.txt}"));
        String task;
        try (Socket down = new Socket(); // bound and not listening: whoever connects is refused
                ScriptedModelServer model = ScriptedModelServer.openAi()) {
            down.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            model.then(WireReply.text("Good day."));
            try (WaldenProcess life = WaldenProcess.ready(
                    home, engines(model.baseUrl().toString(), "http://127.0.0.1:" + down.getLocalPort() + "/v1"))) {
                JsonNode ran = life.client().run("run greeting with who=Ann");
                task = completed(ran);
                completed(life.client().run(Map.of("input", "run greeting with who=Bob", "engine", "up")));
                assertThat(model.requests()).isEmpty();
                completed(life.client().run(Map.of("input", "run and tell me", "engine", "up")));
                assertThat(model.requests()).hasSize(1);

                knowAnn(life);
                JsonNode other = life.client().run(Map.of("input", "Write Ann to b.txt", "engine", "rules"));
                assertThat(other.path("state").asString())
                        .as("a task that is given what matches: %s", other.toPrettyString())
                        .isEqualTo("awaiting_approval");
                JsonNode known = life.client().run(Map.of("input", "run greeting with who=Ann", "session", "s"));
                completed(known);
                assertThat(Files.readString(home.resolve("workspace/default/hello.txt")))
                        .isEqualTo("Hello Ann.");
                JsonNode read = life.client().run(Map.of("input", "run reader with who=Ann", "session", "s"));
                assertThat(read.path("state").asString())
                        .as(read.toPrettyString())
                        .isEqualTo("awaiting_approval");
            }
        }
        WaldenCommand replayed = WaldenCommand.run(home, "task", "replay", task);
        assertThat(replayed.code()).as(replayed.out() + replayed.err()).isZero();
        assertThat(replayed.out()).contains("write_file").doesNotContain("different");
    }

    @Test
    void whatCannotBeDoneWhollyIsListedAndNotBegun() throws Exception {
        Path home = folder.resolve("home");
        skill(home, "greeting", STEPS.replace("content:", "text:"));
        skill(
                home,
                "posting",
                STEPS.replace("tool: clock", "tool: write_file")
                        .replace("{}", "{path: a.txt, content: a}")
                        .replace("name: save, tool: write_file", "name: save, tool: post_card"));
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            JsonNode all = life.client().get("/api/v1/memory/procedures").json().path("procedures");
            assertThat(all).extracting(one -> one.path("state").asString()).containsExactly("usable", "usable");
            assertThat(all.path(0).path("problem").asString())
                    .startsWith("skills/greeting/SKILL.md, line 8: the tool write_file has no argument text;");
            assertThat(all.path(1).path("problem").asString())
                    .startsWith("skills/posting/SKILL.md, line 8: the tool post_card is not available here.");

            JsonNode posted = life.client().run("run posting with who=Ann");

            assertThat(posted.path("state").asString()).isEqualTo("failed");
            assertThat(posted.at("/error/code").asString()).isEqualTo("refused");
            assertThat(posted.at("/error/message").asString()).contains("step 2 of 2, save (post_card) cannot be made");
            assertThat(home.resolve("workspace/default/a.txt")).doesNotExist();
        }
    }

    private static String[] engines(String up, String down) {
        return new String[] {
            "--walden.reasoning.default-engine=mine",
            "--walden.reasoning.engines.mine.type=openai",
            "--walden.reasoning.engines.mine.base-url=" + down,
            "--walden.reasoning.engines.mine.model=scripted-1",
            "--walden.reasoning.engines.up.type=openai",
            "--walden.reasoning.engines.up.base-url=" + up,
            "--walden.reasoning.engines.up.model=scripted-1"
        };
    }

    private static void knowAnn(WaldenProcess life) throws IOException {
        life.client()
                .post(
                        "/api/v1/knowledge/general/documents",
                        Map.of("name", "people.csv", "text", "name,greeting\nAnn,run greeting with who=Ann\n"));
        Awaitility.await("the document in memory")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !life.client()
                        .get("/api/v1/memory/search?q=Ann&kind=document")
                        .json()
                        .path("items")
                        .isEmpty());
    }

    private static String completed(JsonNode task) {
        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("completed");
        return task.path("id").asString();
    }

    private static void skill(Path home, String name, String steps) throws IOException {
        Path file =
                Files.createDirectories(home.resolve("skills").resolve(name)).resolve("SKILL.md");
        String head = "---\nname: " + name + "\ndescription: Greets.\ninputs:\n  who: {description: whom}\n";
        Files.writeString(file, head + steps + "---\n");
    }
}
