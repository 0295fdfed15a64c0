package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** What an operator says of a space is in every prompt of its tasks, over a real wire and across a crash. */
final class SpaceRulesIT {

    private static final String RULES = "/api/v1/spaces/default/rules";
    private static final String GERMAN = told("Answer in German.");
    private static final String FRENCH = told("Answer in French.");
    private static final WireReply QUESTION =
            WireReply.calls(new Call("a", "ask_user", "{\"question\":\"Which one?\"}"));

    private final ScriptedModelServer model = ScriptedModelServer.openAi();

    @TempDir
    private Path folder;

    private WaldenProcess walden;

    @BeforeEach
    void start() {
        walden = ready();
    }

    @AfterEach
    void stop() {
        walden.close();
        model.close();
    }

    @Test
    void everyPromptHasTheRulesThatItsTaskBeganWith() throws Exception {
        model.then(WireReply.text("Vier."), WireReply.text("Quatre."), WireReply.text("Four."), WireReply.text("4"));

        set("Answer in German.");
        JsonNode first = walden.client().run("2 + 2?");
        set("Answer in French.");
        JsonNode second = walden.client().run("2 + 2?");
        JsonNode elsewhere = walden.client().run(Map.of("input", "2 + 2?", "space", "elsewhere"));
        assertThat(walden.client().send("DELETE", RULES, null, Map.of()).status())
                .isEqualTo(204);
        walden.client().run("2 + 2?");

        assertThat(system(0)).contains(GERMAN).doesNotContain("French");
        assertThat(system(1)).contains(FRENCH).doesNotContain("German");
        assertThat(system(2)).doesNotContain("BEGIN RULES", "German", "French");
        // Whether the last task already finds what the first ones left behind is a matter of moments.
        assertThat(system(3)).startsWith(system(2)).doesNotContain("BEGIN RULES", "German", "French");
        assertExact(first, "Answer in German.");
        assertExact(second, "Answer in French.");
        assertThat(prompt(elsewhere).path("rules").isNull()).isTrue();
        assertThat(model.complaints()).isEmpty();
    }

    @Test
    void aCrashChangesNoRulesAndATaskGoesOnByItsOwn() throws Exception {
        model.then(QUESTION, WireReply.text("Nein."), WireReply.text("Quatre."));
        set("Answer in German.");
        JsonNode waiting = walden.client().run("Add it.");
        assertThat(waiting.path("state").asString()).isEqualTo("awaiting_input");
        set("Answer in French.");

        walden.kill();
        FileSystemUtils.deleteRecursively(walden.home().resolve("views"));
        walden = ready();
        tell(waiting, "The first.");
        JsonNode next = walden.client().run("2 + 2?");

        assertThat(walden.client().get(RULES).json().path("text").asString()).isEqualTo("Answer in French.");
        assertThat(system(1)).isEqualTo(system(0)).contains(GERMAN);
        assertThat(system(2)).contains(FRENCH).doesNotContain("German");
        assertExact(waiting, "Answer in German.");
        assertExact(next, "Answer in French.");
    }

    private void tell(JsonNode waiting, String text) throws IOException {
        String path = "/api/v1/tasks/" + waiting.path("id").asString();
        walden.client().post(path + "/input", Map.of("text", text));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> walden.client()
                        .get(path)
                        .json()
                        .path("state")
                        .asString()
                        .equals("completed"));
    }

    private void set(String text) throws IOException {
        assertThat(walden.client()
                        .send("PUT", RULES, "{\"text\":\"" + text + "\"}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private void assertExact(JsonNode task, String rules) throws IOException {
        JsonNode prompt = prompt(task);
        assertThat(prompt.path("exact").asBoolean())
                .as(prompt.path("missing").toString())
                .isTrue();
        assertThat(prompt.path("rules").asString()).isEqualTo(rules);
        assertThat(prompt.path("text").asString()).contains(told(rules));
    }

    private JsonNode prompt(JsonNode task) throws IOException {
        return walden.client()
                .get("/api/v1/tasks/" + task.path("id").asString() + "/prompt?step=1")
                .json();
    }

    /** What the system said in a request. */
    private String system(int request) {
        JsonNode first = model.requests().get(request).at("/messages/0");
        assertThat(first.path("role").asString()).isEqualTo("system");
        return first.path("content").asString();
    }

    private static String told(String rules) {
        return "BEGIN RULES\n" + rules + "\nEND RULES";
    }

    private WaldenProcess ready() {
        return WaldenProcess.ready(
                folder.resolve("home"),
                "--walden.reasoning.default-engine=gpt",
                "--walden.reasoning.engines.gpt.type=openai",
                "--walden.reasoning.engines.gpt.base-url=" + model.baseUrl(),
                "--walden.reasoning.engines.gpt.model=scripted-1");
    }
}
