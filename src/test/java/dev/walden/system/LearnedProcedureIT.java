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
        String told;
        String learnedFrom;
        skill(home, "Greets everybody.");
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            learnedFrom = teach(life);
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
            told = life.client().run("What is 3*7?").path("id").asString();
            life.kill();
        }
        skill(home, "Greets nobody.");
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            assertThat(learned(life).path("state").asString()).isEqualTo("approved");
            assertThatItRuns(life, "again");
            Awaitility.await("both uses")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> learned(life).path("successes").asInt() == 2);
            assertThatItCanBeRejectedForGood(life);
            assertThatPromptsShowWhatWasOfferedThen(life, told);
            assertThatWhatIsForgottenIsNotShown(life, told, learnedFrom);
        }
    }

    /** Does the same three times; gives the last of the tasks. */
    private static String teach(WaldenProcess life) throws IOException {
        String last = "";
        for (int i = 2; i <= 4; i++) {
            JsonNode done = life.client().run("What is %d*7? Write the result to sum-%d.txt".formatted(i, i));
            assertThat(done.path("state").asString()).as(done.toPrettyString()).isEqualTo("completed");
            last = done.path("id").asString();
        }
        return last;
    }

    private static void assertThatItCanBeRejectedForGood(WaldenProcess life) throws IOException {
        assertThat(decide(life, NAME, "reject").json().path("state").asString()).isEqualTo("rejected");
        WaldenClient.Answer refused = decide(life, NAME, "approve");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").asString()).isEqualTo("procedure_closed");
    }

    private static void assertThatWhatIsForgottenIsNotShown(WaldenProcess life, String told, String learnedFrom)
            throws IOException {
        life.client().send("DELETE", "/api/v1/memory/items/e" + learnedFrom.substring(1), null, Map.of());
        JsonNode forgotten = prompt(life, told);
        assertThat(forgotten.path("exact").asBoolean()).isFalse();
        assertThat(forgotten.path("text").asString())
                .contains("- greeting: Greets everybody.\n- " + NAME + ": [forgotten]\n");
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

    /** Its skill was changed since, and what was learned is rejected. */
    private static void assertThatPromptsShowWhatWasOfferedThen(WaldenProcess life, String told) throws IOException {
        JsonNode then = prompt(life, told);
        assertThat(then.path("exact").asBoolean()).as(then.toPrettyString()).isTrue();
        assertThat(then.path("text").asString())
                .contains("- greeting: Greets everybody.\n- " + NAME
                        + ": Learned from tasks such as: What is {expression}?");
        JsonNode now = prompt(life, life.client().run("What is 4*7?").path("id").asString());
        assertThat(now.path("exact").asBoolean()).as(now.toPrettyString()).isTrue();
        assertThat(now.path("text").asString())
                .contains("- greeting: Greets nobody.")
                .doesNotContain(NAME);
    }

    private static JsonNode prompt(WaldenProcess life, String task) throws IOException {
        return life.client().get("/api/v1/tasks/" + task + "/prompt?step=1").json();
    }

    private static void skill(Path home, String description) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("skills/greeting")).resolve("SKILL.md"),
                "---\nname: greeting\ndescription: " + description + "\n---\nBe kind.\n");
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
