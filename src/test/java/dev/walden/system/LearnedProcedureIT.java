package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What tasks did again and again over HTTP is proposed, approved by a person, followed, and survives a kill. */
class LearnedProcedureIT {

    private static final String PROCEDURES = "/api/v1/memory/procedures";
    private static final String NAME = "learned-calculator-write-file";

    @TempDir
    Path folder;

    @Test
    void aProcedureIsLearnedApprovedAndRunAlsoAfterAKill() throws Exception {
        Path home = folder.resolve("home");
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            for (int i = 2; i <= 4; i++) {
                JsonNode done = life.client().run("What is %d*7? Write the result to sum-%d.txt".formatted(i, i));
                assertThat(done.path("state").asString())
                        .as(done.toPrettyString())
                        .isEqualTo("completed");
            }
            JsonNode proposed = Awaitility.await("a proposal")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> learned(life), found -> !found.isMissingNode());
            assertThatTheProposalTellsAll(proposed);

            JsonNode early = run(life, "early");
            assertThat(early.path("state").asString()).isEqualTo("failed");
            assertThat(Files.exists(home.resolve("workspace/default/early.txt")))
                    .isFalse();
            assertThat(decide(life, "learned-nothing", "approve").status()).isEqualTo(404);
            assertThat(decide(life, NAME, "maybe").status()).isEqualTo(422);

            JsonNode approved = decide(life, NAME, "approve").json();
            assertThat(approved.path("state").asString()).isEqualTo("approved");
            assertThat(approved.at("/learned/decidedBy").asString()).startsWith("key:");
            assertThat(decide(life, NAME, "approve").json()).isEqualTo(approved);
            assertThatItRuns(life, "late");
            life.kill();
        }
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            assertThat(learned(life).path("state").asString()).isEqualTo("approved");
            assertThatItRuns(life, "again");
            Awaitility.await("both uses")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> learned(life).path("successes").asInt() == 2);
            assertThat(decide(life, NAME, "reject").json().path("state").asString())
                    .isEqualTo("rejected");
            WaldenClient.Answer refused = decide(life, NAME, "approve");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("code").asString()).isEqualTo("procedure_closed");
        }
    }

    private static void assertThatTheProposalTellsAll(JsonNode proposed) {
        assertThat(proposed.path("name").asString()).isEqualTo(NAME);
        assertThat(proposed.path("state").asString()).isEqualTo("proposed");
        assertThat(proposed.path("description").asString())
                .isEqualTo("What is {expression}? Write the result to {path}");
        assertThat(proposed.at("/inputs/0/name").asString()).isEqualTo("expression");
        assertThat(proposed.at("/learned/tasks")).hasSize(3);
        assertThat(proposed.at("/learned/trusted").asBoolean()).isTrue();
        assertThat(proposed.at("/learned/steps/1/arguments/content").asString())
                .isEqualTo("{{steps.calculator.result}}");
    }

    private static void assertThatItRuns(WaldenProcess life, String file) throws IOException {
        JsonNode task = run(life, file);

        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("completed");
        assertThat(Files.readString(life.home().resolve("workspace/default/" + file + ".txt")))
                .isEqualTo("72");
    }

    private static JsonNode run(WaldenProcess life, String file) throws IOException {
        return life.client().run("run %s with expression=8*9, path=%s.txt".formatted(NAME, file));
    }

    private static WaldenClient.Answer decide(WaldenProcess life, String name, String decision) throws IOException {
        return life.client().post(PROCEDURES + "/" + name, Map.of("decision", decision));
    }

    /** The first one that was learned, or a missing node. */
    private static JsonNode learned(WaldenProcess life) throws IOException {
        JsonNode all = life.client().get(PROCEDURES).json().path("procedures");
        for (JsonNode one : all) {
            if (one.path("kind").asString().equals("learned")) {
                return one;
            }
        }
        return all.path(-1);
    }
}
