package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who asks by meaning, with the vectors of the default model, gets nothing of ninety-nine other spaces either. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IsolationByMeaningIT {

    private static final String MODEL = "bge-small-en-v1.5-q";
    private static final String SEARCH = "/api/v1/memory/search?k=50&q=";

    /** That are attacked; a new one belongs to {@link #script} too. */
    private static final Set<String> ASKED = Set.of("recall", "search_knowledge", "forget");

    private SpacesUnderAttack service;

    @BeforeAll
    void fill(@TempDir Path folder) throws IOException {
        service = SpacesUnderAttack.start(folder, script(), MODEL);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> service.all()
                        .send("GET", "/actuator/prometheus", null)
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("walden_memory_vectors_lag") && line.endsWith(" 0.0")));
    }

    @AfterAll
    void close() {
        service.close();
    }

    @Test
    void everySpaceIsFullOfWhatTheQuestionsMean() throws IOException {
        for (String question : Attacks.meanings()) {
            JsonNode others = service.all().json("GET", search(question) + "&explain=true&space=space-20", null);

            assertThat(others.path("vectors").asString()).isEqualTo("used");
            assertThat(SecretSpaces.foreign(others.toString())).isNotEmpty();
            JsonNode words = others.path("items").path(0).path("scores").path("words");
            assertThat(words.isNumber()).as(others.toString()).isTrue();
            assertThat(words.asDouble()).isZero();
        }
    }

    @Test
    void noEndpointThatTakesAQuestionGivesAnythingOfAnotherSpace() throws IOException {
        List<String> asked = new ArrayList<>();
        JsonNode paths = service.attacker().json("GET", "/v3/api-docs", null).path("paths");
        paths.propertyStream()
                .forEach(path -> path.getValue().path("get").path("parameters").forEach(parameter -> {
                    if (parameter.path("name").asString().equals("q")) {
                        asked.add(path.getKey());
                    }
                }));
        assertThat(asked).contains("/api/v1/memory/search");

        for (String path : asked) {
            for (String question : questions()) {
                for (String narrowed : List.of(
                        "",
                        "&kind=fact",
                        "&kind=message&session=talk",
                        "&kind=document",
                        "&domain=operations",
                        "&kind=episode")) {
                    service.send("GET", path + "?k=50&q=" + SpacesUnderAttack.encoded(question) + narrowed, null);
                }
            }
        }
        service.spaces().assertUntouched();
    }

    @Test
    void noToolAndNoPromptGivesAnythingOfAnotherSpace() throws IOException {
        Set<String> asked = new TreeSet<>();
        service.attacker().json("GET", "/api/v1/tools", null).path("tools").forEach(tool -> {
            if (tool.at("/inputSchema/properties/query").isObject()) {
                asked.add(tool.path("name").asString());
            }
        });
        assertThat(asked).as("tools that take a question").isEqualTo(ASKED);

        String recalled = service.ask("attack", "script");

        assertThat(recalled).contains("zq00factqz", "zq00documentqz");
        for (String question : questions()) {
            service.ask(question, "rules");
            service.ask("gather " + question, "script");
        }
        service.spaces().assertUntouched();
    }

    private static List<String> questions() {
        return Stream.concat(Attacks.meanings().stream(), Attacks.questions().stream())
                .toList();
    }

    private static String search(String question) {
        return SEARCH + SpacesUnderAttack.encoded(question);
    }

    /** Whatever memory's tools are asked by meaning; what a task of another input is given shows in its events. */
    private static String script() {
        List<Map<String, Object>> attack = new ArrayList<>();
        for (String question : questions()) {
            attack.add(Scripted.call("recall", Map.of("query", question, "k", 20)));
            attack.add(Scripted.call("search_knowledge", Map.of("query", question, "k", 20)));
            attack.add(Scripted.call("forget", Map.of("query", question)));
            attack.add(Scripted.call("remember", Map.of("text", "Somebody asked: " + question)));
        }
        return Scripted.with(List.of(
                Scripted.script("^attack", List.of(attack), "{{result}}"),
                Scripted.script("^gather", List.of(), "{{input}}")));
    }
}
