package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Skills over HTTP, run without a model: their steps are tool calls like any, also after a kill in the middle. */
class SkillIT {

    private static final String GREETING = """
            ---
            name: greeting
            description: Writes a greeting with the result of a sum.
            inputs:
              who: {description: whom to greet}
              sum: {default: "1 + 1"}
            steps:
              - name: total
                tool: calculator
                arguments: {expression: "{{input.sum}}"}
              - name: save
                tool: write_file
                arguments: {path: "greeting.txt", content: "Hello {{input.who}}, it is {{steps.total.result}}."}
              - name: check
                tool: read_file
                arguments: {path: "greeting.txt"}
            ---
            Greet {{input.who}}.
            """;

    @TempDir
    Path folder;

    @Test
    void aSkillIsRunStepByStepAndReadAnewWhenItsFileChanges() throws Exception {
        Path home = folder.resolve("home");
        write(home, "greeting", GREETING);
        write(home, "broken", "---\nname: broken\n---\n");
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            JsonNode task = life.client().run("run greeting with who=\"Ann, the {{steps.total.result}}\", sum=6*7");

            assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("completed");
            assertThat(task.path("output").asString()).contains("I ran greeting, 3 steps.");
            assertThat(Files.readString(home.resolve("workspace/default/greeting.txt")))
                    .isEqualTo("Hello Ann, the {{steps.total.result}}, it is 42.");
            assertThat(tools(life, task)).containsExactly("use_skill", "calculator", "write_file", "read_file");

            write(home, "greeting", GREETING.replace("Hello", "Good day"));
            life.client().run("run greeting with who=Bob");
            assertThat(Files.readString(home.resolve("workspace/default/greeting.txt")))
                    .isEqualTo("Good day Bob, it is 2.");
            assertThatTheListTellsAll(life);
        }
    }

    private static void assertThatTheListTellsAll(WaldenProcess life) throws IOException {
        JsonNode all = Awaitility.await("the count of the last use")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> life.client()
                                .get("/api/v1/memory/procedures")
                                .json()
                                .path("procedures"),
                        listed -> listed.path(1).path("uses").asInt() == 2);
        JsonNode broken = all.path(0);
        JsonNode greeting = all.path(1);

        assertThat(broken.path("state").asString()).isEqualTo("broken");
        assertThat(broken.path("problem").asString()).startsWith("skills/broken/SKILL.md, line 2: ");
        assertThat(greeting.path("kind").asString()).isEqualTo("skill");
        assertThat(greeting.path("state").asString()).isEqualTo("usable");
        assertThat(greeting.at("/inputs/0/name").asString()).isEqualTo("who");
        assertThat(greeting.at("/inputs/0/required").asBoolean()).isTrue();
        assertThat(greeting.path("tools")).hasSize(3);
        assertThat(greeting.path("successes").asInt()).isEqualTo(2);
        assertThat(greeting.path("failures").asInt()).isZero();
        assertThat(greeting.path("meanDuration").asString()).startsWith("PT");
        assertThat(all.path(2).path("kind").asString()).isEqualTo("observed");
    }

    @Test
    void whatCannotBeRunFailsWithASentence() throws Exception {
        Path home = folder.resolve("home");
        write(home, "greeting", GREETING);
        write(home, "broken", "---\nname: broken\n---\n");
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            assertThat(failure(life, "run greeting")).contains("needs the input who");
            assertThat(failure(life, "run greting with who=x")).contains("There is no procedure greting.", "greeting");
            assertThat(failure(life, "run broken"))
                    .contains("skills/broken/SKILL.md, line 2: expected description in the front matter, found none.");
            assertThat(failure(life, "run greeting with who=x, sum=1/0"))
                    .contains("I stopped greeting at step 1 of 3, total (calculator): ");
            Files.delete(home.resolve("skills/greeting/SKILL.md"));
            Files.delete(home.resolve("skills/greeting"));
            assertThat(failure(life, "run broken"))
                    .contains(
                            "I did not run broken. The procedure broken cannot be used: skills/broken/SKILL.md, line 2: ");
        }
    }

    /** Neither request is answered before both are made. */
    @Test
    void stepsOfAGraphAreUnderWayTogether() throws Exception {
        Path home = folder.resolve("home");
        try (HeldServer server = HeldServer.start()) {
            write(home, "meet", """
                    ---
                    name: meet
                    description: Asks two at once.
                    steps:
                      - {name: save, tool: write_file, after: [one], arguments: {path: "m.txt", content: "{{steps.two.result}}"}}
                      - {name: one, tool: http_request, arguments: {method: GET, url: "URL/one"}}
                      - {name: two, tool: http_request, arguments: {method: GET, url: "URL/two"}}
                    ---
                    """.replace("URL", server.url()));
            try (WaldenProcess life = WaldenProcess.ready(home, freely())) {
                String task = life.client()
                        .post("/api/v1/tasks", Map.of("input", "run meet"))
                        .json()
                        .path("id")
                        .asString();
                Awaitility.await("both requests")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> server.requests().containsAll(List.of("/one", "/two")));
                server.release();
                JsonNode ended = ended(life, task);

                assertThat(ended.path("output").asString())
                        .as(ended.toPrettyString())
                        .startsWith("I ran meet, 3 steps. The last one, save, answered:");
                assertThat(Files.readString(home.resolve("workspace/default/m.txt")))
                        .contains("done");
                Awaitility.await("the count of the use")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> life.client()
                                        .get("/api/v1/memory/procedures")
                                        .json()
                                        .at("/procedures/0/successes")
                                        .asInt()
                                == 1);
            }
        }
    }

    /** The skill is changed while the service is away: the task goes on with the steps that it began. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKillInTheMiddleGoesOnAtTheExactStep(boolean graph) throws Exception {
        Path home = folder.resolve("home");
        try (EffectProcess world = EffectProcess.start(folder.resolve("ledger"))) {
            write(home, "pay", payments(world, graph));
            String task;
            try (WaldenProcess life = WaldenProcess.ready(home, arguments())) {
                task = life.client()
                        .post("/api/v1/tasks", Map.of("input", "run pay with bill=7"))
                        .json()
                        .path("id")
                        .asString();
                Awaitility.await("the second step")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> world.begun("/put/held-7") > 0);
                life.kill();
            }
            write(home, "pay", payments(world, graph).replace("/put/", "/put/other-"));
            try (WaldenProcess life = WaldenProcess.ready(home, arguments())) {
                JsonNode ended = ended(life, task);

                assertThat(ended.path("state").asString())
                        .as(ended.toPrettyString())
                        .isEqualTo("completed");
                assertThat(tools(life, ended).getFirst()).isEqualTo("use_skill");
            }
            assertThat(world.begun("/unsafe/first-7")).isEqualTo(1);
            assertThat(world.effects("/put/held-7")).isPositive();
            assertThat(world.begun("/unsafe/last-7")).isEqualTo(1);
            assertThat(world.begun("/put/other-held-7")).isZero();
        }
    }

    private static String payments(EffectProcess world, boolean graph) {
        String line = """
                ---
                name: pay
                description: Pays a bill.
                inputs:
                  bill: {type: number}
                steps:
                  - {name: a, tool: http_request, arguments: {method: POST, url: "URL/unsafe/first-{{input.bill}}", body: "x"}}
                  - {name: b, tool: http_request, arguments: {method: PUT, url: "URL/put/held-{{input.bill}}", body: "x"}}
                  - {name: c, tool: http_request, arguments: {method: POST, url: "URL/unsafe/last-{{input.bill}}", body: "x"}}
                ---
                """.replace("URL", world.url(""));
        return graph
                ? line.replace("name: b,", "name: b, after: [a],").replace("name: c,", "name: c, after: [b],")
                : line;
    }

    /** A web server answers with words from outside, behind which steps with effects ask otherwise. */
    private static String[] freely() {
        return Stream.concat(
                        Stream.of(arguments()),
                        Stream.of(
                                "--walden.tools.policy.rules[1].tool=write_file",
                                "--walden.tools.policy.rules[1].decision=allow"))
                .toArray(String[]::new);
    }

    private static String[] arguments() {
        return new String[] {
            "--walden.outbound.allow-private-addresses=true",
            "--walden.tools.policy.rules[0].tool=http_request",
            "--walden.tools.policy.rules[0].decision=allow"
        };
    }

    private static void write(Path home, String name, String text) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("skills").resolve(name)).resolve("SKILL.md"), text);
    }

    private static String failure(WaldenProcess life, String input) throws IOException {
        JsonNode task = life.client().run(input);
        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("failed");
        return task.toString();
    }

    private static List<String> tools(WaldenProcess life, JsonNode task) throws IOException {
        return life
                .client()
                .get("/api/v1/tasks/" + task.path("id").asString() + "/events")
                .json()
                .findValues("tool")
                .stream()
                .map(JsonNode::asString)
                .distinct() // each is asked for, and then called
                .toList();
    }

    private static JsonNode ended(WaldenProcess life, String task) {
        return Awaitility.await("the end of " + task)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> life.client().get("/api/v1/tasks/" + task).json(),
                        found -> List.of("completed", "failed")
                                .contains(found.path("state").asString()));
    }
}
