package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A long task: its model reads one file after the other, and each call is sent all that was said before. What it leaves on the disk must
 * follow the work done, not the sum of what was sent.
 */
class StorageGrowthIT {

    private static final int MODEL_CALLS = 100;
    private static final int FILE_CHARACTERS = 8_300;
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final AtomicLong longestConversation = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    @Test
    void aTaskOfAHundredModelCallsLeavesWhatItReadOnceAndNotTheConversation() throws Exception {
        Path home = folder.resolve("home");
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        writeFiles(workspace);
        try (ScriptedModelServer model = ScriptedModelServer.openAi().answering(this::reply);
                WaldenProcess walden = WaldenProcess.ready(
                        home,
                        "--walden.reasoning.default-engine=gpt",
                        "--walden.reasoning.engines.gpt.type=openai",
                        "--walden.reasoning.engines.gpt.base-url=" + model.baseUrl(),
                        "--walden.reasoning.engines.gpt.model=scripted-1")) {

            JsonNode task = walden.client()
                    .post(
                            "/api/v1/tasks",
                            Map.of("input", "Read everything.", "limits", Map.of("maxSteps", MODEL_CALLS)),
                            Map.of("Prefer", "wait=300"))
                    .json();
            walden.terminate();

            assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("completed");
            assertThat(task.path("steps").asInt()).isEqualTo(MODEL_CALLS);
            assertThat(model.complaints()).isEmpty();
        }
        assertThat(longestConversation.get() / CHARACTERS_A_TOKEN).as("tokens").isGreaterThanOrEqualTo(200_000);
        assertThat(sent.get()).as("characters sent in all").isGreaterThan(35 * MIB);
        DataFolder data = new DataFolder(home);
        assertThat(data.logBytes() + data.blobBytes()).as("log and blobs").isLessThan(5 * MIB);
        assertThat(data.allBytesBut(workspace)).as("the whole folder").isLessThan(20 * MIB);
        assertThat(data.longestRecordBytes()).as("the longest record").isLessThan(20_000);
    }

    private WireReply reply(JsonNode request) {
        long characters = 0;
        int replies = 0;
        for (JsonNode message : request.path("messages")) {
            characters += message.path("content").asString("").length();
            replies += message.path("role").asString().equals("assistant") ? 1 : 0;
        }
        longestConversation.accumulateAndGet(characters, Math::max);
        sent.addAndGet(characters);
        return replies == MODEL_CALLS - 1
                ? WireReply.text("All is read.")
                : WireReply.calls(new Call("call", "read_file", "{\"path\":\"" + replies + ".txt\"}"));
    }

    /** Of words in random order, so that nothing can be small by being alike. */
    private static void writeFiles(Path workspace) throws IOException {
        Random random = new Random(7);
        for (int file = 0; file < MODEL_CALLS - 1; file++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < FILE_CHARACTERS) {
                text.append(Long.toString(random.nextLong() >>> 20, Character.MAX_RADIX))
                        .append(' ');
            }
            Files.writeString(workspace.resolve(file + ".txt"), text);
        }
    }
}
