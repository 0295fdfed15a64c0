package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks with more to say than a model reads at once, over a real wire. */
final class LongPromptIT {

    private static final int WINDOW = 9800;
    private static final ScriptedModelServer MODEL = ScriptedModelServer.openAi();

    @TempDir
    static Path folder;

    private static WaldenProcess walden;

    private int asked;

    @BeforeAll
    static void startTheService() throws IOException {
        Path home = folder.resolve("home");
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(workspace.resolve(name + ".txt"), lines(2000));
        }
        walden = WaldenProcess.ready(
                home,
                "--walden.reasoning.default-engine=large",
                "--walden.reasoning.engines.large.type=openai",
                "--walden.reasoning.engines.large.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.large.model=scripted-1",
                "--walden.reasoning.engines.small.type=openai",
                "--walden.reasoning.engines.small.base-url=" + MODEL.baseUrl(),
                "--walden.reasoning.engines.small.model=scripted-1",
                "--walden.reasoning.engines.small.context-tokens=" + WINDOW);
    }

    @AfterAll
    static void stopTheService() throws IOException {
        walden.close();
        MODEL.close();
    }

    @BeforeEach
    void forgetEarlierRequests() {
        asked = MODEL.requests().size();
    }

    @Test
    void aLongResultIsReadOnByTheModel() throws Exception {
        MODEL.then(
                read("a"),
                WireReply.calls(new Call("b", "read_blob", "{\"reference\":\"c1\",\"from\":7999}")),
                WireReply.text("Read."));

        JsonNode task = walden.client().run("Read a.txt.");

        assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("completed");
        assertThat(offered(requests().getFirst())).doesNotContain("read_blob");
        assertThat(offered(requests().get(1))).contains("read_blob");
        assertThat(results(requests().get(1)).getFirst())
                .contains("line 900\n[Cut here: 7999 of 18890 ")
                .doesNotContain("line 901");
        assertThat(results(requests().getLast()).getLast())
                .contains("]\nline 901\nline 902\n", "[Read on with read_blob ");
        assertThat(prompt(task, 3).path("exact").asBoolean())
                .as(prompt(task, 3).path("missing").toString())
                .isTrue();
    }

    @Test
    void aModelWithASmallWindowIsSentWhatFits() throws Exception {
        MODEL.then(read("a"), read("b"), read("c"), WireReply.text("Read."));

        JsonNode task = walden.client().run(Map.of("input", "Summarise everything.", "engine", "small"));

        assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("completed");
        assertThat(MODEL.complaints()).isEmpty();
        assertThat(requests())
                .hasSize(4)
                .allSatisfy(
                        request -> assertThat(request.toString().length() / 3).isLessThan(WINDOW));
        assertThat(results(requests().getLast())).hasSize(3);
        assertThat(results(requests().getLast()).getFirst())
                .hasSizeLessThan(800)
                .contains("[Cut here: ");
        JsonNode prompt = prompt(task, 4);
        assertThat(prompt.path("cut").asString()).matches("r8000,h2(,l\\d+)?");
        assertThat(prompt.path("exact").asBoolean())
                .as(prompt.path("missing").toString())
                .isTrue();
    }

    @Test
    void whatFitsNowhereIsToldToThePerson() throws Exception {
        JsonNode task = walden.client().run(Map.of("input", "word ".repeat(6000), "engine", "small"));

        assertThat(task.path("state").asString()).isEqualTo("failed");
        assertThat(task.at("/error/message").asString()).contains("does not fit into what engine small reads at once");
        assertThat(requests()).isEmpty();
    }

    private static String lines(int many) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < many; i++) {
            lines.append("line ").append(i).append('\n');
        }
        return lines.toString();
    }

    private static WireReply read(String id) {
        return WireReply.calls(new Call(id, "read_file", "{\"path\":\"" + id + ".txt\"}"));
    }

    private static JsonNode prompt(JsonNode task, int step) throws IOException {
        return walden.client()
                .get("/api/v1/tasks/" + task.path("id").asString() + "/prompt?step=" + step)
                .json();
    }

    private List<JsonNode> requests() {
        List<JsonNode> all = MODEL.requests();
        return all.subList(asked, all.size());
    }

    private static List<String> offered(JsonNode request) {
        return request.path("tools")
                .valueStream()
                .map(tool -> tool.at("/function/name").asString())
                .toList();
    }

    private static List<String> results(JsonNode request) {
        return request.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asString().equals("tool"))
                .map(message -> message.path("content").asString())
                .toList();
    }
}
