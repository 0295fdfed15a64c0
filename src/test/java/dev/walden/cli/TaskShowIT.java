package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.LearnedStep;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.memory.ItemKind;
import dev.walden.memory.MemoryItems;
import dev.walden.memory.NewItem;
import dev.walden.memory.Procedures;
import dev.walden.memory.RuleBook;
import dev.walden.orchestrator.StepPrompt;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.reasoning.langchain4j.ScriptedModelServer;
import dev.walden.reasoning.langchain4j.WireReply;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** {@code task show} beside a running service: what was sent is put together again from its data folder, and so does the service. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
final class TaskShowIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final ScriptedModelServer MODEL = ScriptedModelServer.openAi();

    @TempDir
    static Path home;

    @Autowired
    private TaskService tasks;

    @Autowired
    private MemoryItems items;

    @Autowired
    private RuleBook rules;

    @Autowired
    private ActivityLog log;

    @Autowired
    private Procedures procedures;

    @DynamicPropertySource
    static void useAFolderOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("walden.home", () -> home.toString());
        properties.add("walden.memory.embedding-model", () -> "none");
        properties.add("walden.memory.search-wait", () -> "20s");
        properties.add("walden.reasoning.engines.small.type", () -> "openai");
        properties.add("walden.reasoning.engines.small.base-url", MODEL::baseUrl);
        properties.add("walden.reasoning.engines.small.model", () -> "scripted-1");
        properties.add("walden.reasoning.engines.small.context-tokens", () -> "10000");
        properties.add("walden.reasoning.engines.spare.type", () -> "openai");
        properties.add("walden.reasoning.engines.spare.base-url", MODEL::baseUrl);
        properties.add("walden.reasoning.engines.spare.model", () -> "scripted-2");
        properties.add("walden.reasoning.engines.spare.result-characters", () -> "1000");
        properties.add("walden.reasoning.fallback", () -> "spare");
    }

    @AfterAll
    static void stopTheModel() {
        MODEL.close();
    }

    @Test
    void promptsOfATaskWithToolsAreExactlyWhatWasSent() throws Exception {
        TaskId task = done("What is 17 * 23?", "sums");
        TaskId second = done("What is 18 * 23?", "sums");

        assertThat(show(task).out()).contains("   1  engine rules, prompt agent-1, digest ", "   2  engine rules");
        assertThat(show(task, "--prompt", "2").out())
                .contains("Model call 2, record ", "(the same), left out: nothing.")
                .contains("=== instructions, agent-1\nYou are Walden")
                .contains(
                        "=== user\nWhat is 17 * 23?",
                        "[calls calculator as c1: ",
                        "=== result of c1 (calculator)\n391");
        assertThat(show(second, "--prompt", "1").out()).contains("(the same)", "=== user\nWhat is 17 * 23?\n");
        assertThat(tasks.prompt(second, 2).orElseThrow().exact()).isTrue();
    }

    @Test
    void whatWasForgottenIsNotShownAgain() throws Exception {
        NewItem fact = new NewItem(
                ItemKind.FACT,
                Space.DEFAULT,
                "The vault of Blue is opened by 4711.",
                null,
                null,
                null,
                List.of(),
                null,
                Map.of(),
                null);
        items.store(List.of(fact), "key:k1");
        TaskId task = done("What opens the vault of Blue?", "vault");
        String id = recalled(task);
        assertThat(show(task, "--prompt", "1").out()).contains("(the same)", "The vault of Blue is opened by 4711.");

        log.append(List.of(new ContentErased(Space.DEFAULT, List.of(id), "Asked to forget.", "key:k1")));
        log.awaitApplied(log.durable(), LONG);

        assertThat(show(task, "--prompt", "1").out())
                .contains("(another now)", "Words of recalled items were forgotten since: " + id, "[forgotten]")
                .doesNotContain("4711");
        assertThat(tasks.prompt(task, 1).orElseThrow())
                .returns(false, StepPrompt::exact)
                .satisfies(prompt -> assertThat(prompt.text()).doesNotContain("4711"));
    }

    /** A tool that fails, a long result, an answer that is sent back: each changes what the next step is sent. */
    @Test
    void aPromptWithNotesASchemaAndACutIsExactlyWhatWasSentAndCannotSteerTheTerminal() throws Exception {
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        Files.writeString(workspace.resolve("long.txt"), "\u009b2J\u001b[2Jline\n".repeat(2500));
        MODEL.then(
                WireReply.calls(new Call("a", "read_file", "{\"path\":\"none.txt\"}")),
                WireReply.calls(new Call("b", "read_file", "{\"path\":\"long.txt\"}")),
                WireReply.text("five"),
                WireReply.text("{\"n\":5}"));
        String schema = "{\"type\":\"object\",\"required\":[\"n\"]}";

        TaskId task = done(new TaskSubmission(
                "How many?", "notes", Space.DEFAULT, "small", WantedLimits.NONE, Map.of(), "k1", null, schema, null));

        for (int step = 1; step <= 4; step++) {
            assertThat(tasks.prompt(task, step).orElseThrow().exact())
                    .as("step " + step)
                    .isTrue();
            assertThat(show(task, "--prompt", Integer.toString(step)).out())
                    .contains("(the same)", "=== instructions", schema)
                    .doesNotContain("\u001b", "\u009b");
        }
        assertThat(show(task, "--prompt", "4").out())
                .contains("left out: r")
                .containsSubsequence(
                        "The call failed. ",
                        "=== note\n",
                        "\uFFFD2J\uFFFD[2Jline",
                        "[Cut here: ",
                        "=== assistant\nfive",
                        "=== note\nThe answer does not fit");
        CliRun records = new CliRun(home);
        assertThat(records.run("log", "show", "--task", task.value())).isZero();
        assertThat(records.out()).contains("2Jline").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void aPromptThatAFallbackAnsweredIsShownAsThatWasSentIt() throws Exception {
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        Files.writeString(workspace.resolve("tale.txt"), "Once upon a time. ".repeat(100));
        MODEL.then(
                WireReply.calls(new Call("a", "read_file", "{\"path\":\"tale.txt\"}")),
                new WireReply.Unfinished(),
                new Completion("It is the tale of", List.of(), null, "length"),
                WireReply.text("It is a tale."));

        TaskId task = done(new TaskSubmission(
                "What is in it?", "tale", Space.DEFAULT, "small", WantedLimits.NONE, Map.of(), "k1", null, null, null));

        JsonNode sent = MODEL.requests().getLast();
        assertThat(sent.path("model").asString()).isEqualTo("scripted-2");
        assertThat(show(task, "--prompt", "2").out())
                .contains("engine small, digest ")
                .contains(" (the same), answered by spare and shown as that was sent it, left out: r1000.")
                .contains(sent.at("/messages/3/content").asString())
                .contains("[Cut here: ", "=== tool read_blob");
    }

    @Test
    void rulesThatWereChangedSinceAreShownAsTheyWereThen() throws Exception {
        Space ruled = new Space("ruled");
        MODEL.then(WireReply.text("Vier."));
        rules.set(ruled, "Answer in German.", "k1");
        TaskId task = done(
                new TaskSubmission("2 + 2?", "r", ruled, "small", WantedLimits.NONE, Map.of(), "k1", null, null, null));

        rules.set(ruled, "Answer in French.", "k1");

        assertThat(show(task, "--prompt", "1").out())
                .contains("(the same)", "BEGIN RULES\nAnswer in German.\nEND RULES")
                .doesNotContain("French");
    }

    @Test
    void proceduresThatWereChangedOrTakenBackSinceAreShownAsTheyWereThenAndForgottenOnesAreNot() throws Exception {
        TaskId source = done("What is 2 + 3?", "teacher");
        learn("learned-clock", source);
        skill("Greets everybody.");
        awaitOffered("Greets everybody.");
        TaskId before = done("What is 1 + 2?", "procedures");
        skill("Greets nobody.");
        log.append(List.of(new ProcedureRetired(Space.DEFAULT, "learned-clock", "failed-twice")));
        log.awaitApplied(log.durable(), LONG);
        awaitOffered("Greets nobody.");
        TaskId after = done("What is 1 + 3?", "procedures");

        assertThat(show(before, "--prompt", "1").out())
                .contains(
                        "(the same)",
                        "- greeting: Greets everybody.\n- learned-clock: Learned from tasks such as: Tell Blue the time.");
        assertThat(show(after, "--prompt", "1").out())
                .contains("(the same)", "- greeting: Greets nobody.")
                .doesNotContain("learned-clock");

        items.erase(Space.DEFAULT, List.of("e" + source.value().substring(1)), "Asked to forget.", "key:k1");
        log.awaitApplied(log.durable(), LONG);
        assertThat(show(before, "--prompt", "1").out())
                .contains("(another now)", "Words of procedures were forgotten since: learned-clock.")
                .contains("- greeting: Greets everybody.\n- learned-clock: [forgotten]\n")
                .doesNotContain("Tell Blue");
    }

    private void learn(String name, TaskId from) throws InterruptedException {
        log.append(List.of(
                new ProcedureLearned(
                        name,
                        Space.DEFAULT,
                        "Tell Blue the time.",
                        List.of(),
                        List.of(new LearnedStep("clock", "clock", Map.of())),
                        List.of(from),
                        true),
                new ProcedureDecided(Space.DEFAULT, name, "approved", "key:k1")));
        log.awaitApplied(log.durable(), LONG);
    }

    private static void skill(String description) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("skills/greeting")).resolve("SKILL.md"),
                "---\nname: greeting\ndescription: " + description + "\n---\nBe kind.\n");
    }

    /** A listing of skills is given out for a moment. */
    private void awaitOffered(String description) {
        Awaitility.await("the skill")
                .until(() -> procedures.skills(List.of()).toString().contains(description));
    }

    @Test
    void whatIsNotThereIsTold() throws Exception {
        TaskId task = done("What is 1 + 1?", "few");

        CliRun beyond = new CliRun(home);
        assertThat(beyond.run("task", "show", task.value(), "--prompt", "9")).isEqualTo(66);
        assertThat(beyond.err()).contains("has asked 2 times; there is no call 9.");
        assertThat(new CliRun(home).run("task", "show", "tnobodyaaaaaaaaaa")).isEqualTo(66);
    }

    private String recalled(TaskId task) {
        return tasks.prompt(task, 1)
                .orElseThrow()
                .prompt()
                .sent()
                .recalled()
                .getFirst()
                .id();
    }

    private static CliRun show(TaskId task, String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("task", "show", task.value()));
        words.addAll(List.of(options));
        CliRun run = new CliRun(home);
        assertThat(run.run(words.toArray(String[]::new))).as(run.err()).isZero();
        return run;
    }

    private TaskId done(String input, String session) throws InterruptedException {
        return done(new TaskSubmission(
                input, session, Space.DEFAULT, "rules", WantedLimits.NONE, Map.of(), "k1", null, null, null));
    }

    private TaskId done(TaskSubmission submission) throws InterruptedException {
        TaskId id = tasks.submit(submission);
        assertThat(tasks.awaitRest(id, LONG).orElseThrow().state()).isEqualTo("completed");
        return id;
    }
}
