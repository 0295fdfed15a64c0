package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who has a key of one space gets nothing of ninety-nine others, whatever is asked of whatever endpoint or tool. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IsolationIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String WORDS = "vault code guide whisper tea";
    /** Of a space whose ids are tried; all of some are as good as some of all. */
    private static final int IDS = 24;

    /** What is sent to endpoints that take a body; {@code SPACE}, {@code ID} and {@code TEXT} are replaced. */
    private static final Map<String, List<String>> BODIES = Map.ofEntries(
            Map.entry(
                    "post /api/v1/memory/items",
                    List.of(
                            "{\"items\":[{\"text\":\"TEXT\",\"space\":\"SPACE\"}]}",
                            "{\"items\":[{\"text\":\"TEXT\",\"session\":\"talk\",\"kind\":\"message\"}]}",
                            "{\"items\":[{\"text\":\"TEXT\",\"source\":\"document:ID\"}]}")),
            Map.entry(
                    "post /api/v1/memory/undo",
                    List.of(
                            "{\"source\":\"task:ID\",\"dryRun\":true}",
                            "{\"source\":\"task:ID\"}",
                            "{\"source\":\"document:ID\"}",
                            "{\"source\":\"key:ID\"}",
                            "{\"source\":\"task:ID\",\"space\":\"SPACE\"}",
                            "{\"source\":\"tool:TEXT\"}")),
            Map.entry(
                    "post /api/v1/memory/procedures/{name}",
                    List.of(
                            "{\"decision\":\"approve\"}",
                            "{\"decision\":\"approve\",\"space\":\"SPACE\"}",
                            "{\"decision\":\"TEXT\"}")),
            Map.entry(
                    "post /api/v1/knowledge/{domain}/documents",
                    List.of(
                            "{\"name\":\"vault.md\",\"text\":\"TEXT\",\"space\":\"SPACE\"}",
                            "{\"name\":\"ID.md\",\"text\":\"TEXT\"}",
                            "{\"name\":\"TEXT\",\"text\":\"words\"}")),
            Map.entry(
                    "post /api/v1/tools/{name}/dry-run",
                    List.of(
                            "{\"arguments\":{\"path\":\"TEXT\"},\"space\":\"SPACE\"}",
                            "{\"arguments\":{\"query\":\"TEXT\",\"id\":\"ID\"},\"untrusted\":true}")),
            Map.entry(
                    "post /api/v1/tasks",
                    List.of(
                            "{\"input\":\"TEXT\",\"space\":\"SPACE\"}",
                            "{\"input\":\"TEXT\",\"session\":\"talk\"}",
                            "{\"input\":\"x\",\"session\":\"TEXT\",\"metadata\":{\"space\":\"SPACE\"}}")),
            Map.entry("put /api/v1/spaces/{space}/rules", List.of("{\"text\":\"TEXT\"}")),
            Map.entry("post /api/v1/tasks/{id}/input", List.of("{\"text\":\"TEXT\"}")),
            Map.entry(
                    "post /api/v1/tasks/{id}/in-doubt",
                    List.of(
                            "{\"resolution\":\"failed\"}",
                            "{\"resolution\":\"retry\",\"toolCallId\":\"TEXT\"}",
                            "{\"resolution\":\"probe\"}",
                            "{\"resolution\":\"compensate\",\"tool\":\"clock\"}")),
            Map.entry(
                    "post /api/v1/approvals/{id}",
                    List.of(
                            "{\"decision\":\"approve\"}",
                            "{\"decision\":\"reject\",\"comment\":\"TEXT\"}",
                            "{\"decision\":\"approve\",\"arguments\":{\"url\":\"TEXT\"}}")));

    /** Of these a path says all. A new endpoint belongs to one of the two, or the test fails. */
    private static final List<String> WITHOUT_BODY = List.of(
            "get /api/v1/memory/items/{id}",
            "delete /api/v1/memory/items/{id}",
            "get /api/v1/memory/search",
            "get /api/v1/memory/episodes",
            "get /api/v1/memory/procedures",
            "get /api/v1/memory/audit",
            "get /api/v1/usage",
            "get /api/v1/tools",
            "get /api/v1/spaces/{space}/rules",
            "delete /api/v1/spaces/{space}/rules",
            "get /api/v1/tasks/{id}/prompt",
            "get /api/v1/knowledge",
            "get /api/v1/knowledge/{domain}/documents",
            "get /api/v1/knowledge/{domain}/documents/{id}",
            "delete /api/v1/knowledge/{domain}/documents/{id}",
            "get /api/v1/tasks",
            "get /api/v1/tasks/{id}",
            "get /api/v1/tasks/{id}/events",
            "get /api/v1/tasks/{id}/plans",
            "get /api/v1/tasks/{id}/calls/{call}/attachments/{number}",
            "post /api/v1/tasks/{id}/cancel",
            "post /api/v1/tasks/{id}/pause",
            "post /api/v1/tasks/{id}/resume",
            "get /api/v1/approvals",
            "post /api/v1/admin/shutdown");

    private SpacesUnderAttack service;
    private Http attacker;
    private SecretSpaces spaces;
    private List<String> ids;

    @BeforeAll
    void fill(@TempDir Path folder) throws IOException {
        service = SpacesUnderAttack.start(folder, Scripted.with(ToolAttacks.scripts()), "none");
        attacker = service.attacker();
        spaces = service.spaces();
        ids = new ArrayList<>(spaces.items.subList(0, IDS));
        ids.addAll(spaces.items.subList(spaces.items.size() - IDS / 2, spaces.items.size()));
        ids.addAll(spaces.documents.subList(0, IDS / 2));
        ids.addAll(spaces.tasks.subList(0, IDS / 2));
        ids.addAll(spaces.approvals);
        assertThat(SecretSpaces.foreign(service.all()
                        .send("GET", "/api/v1/memory/search?q=vault20&space=space-20", null)
                        .body()))
                .as("what the tests look for")
                .contains("zq20factqz", "zq20documentqz", "zq20messageqz", "zq20taskqz");
        assertThat(attacker.send("GET", "/api/v1/memory/search?q=vault00", null).body())
                .as("what the attacker may see")
                .contains("zq00factqz", "zq00documentqz", "zq00messageqz", "zq00taskqz");
    }

    @AfterAll
    void close() {
        service.close();
    }

    @Test
    void noEndpointGivesOrChangesAnythingOfAnotherSpace() throws IOException {
        JsonNode paths = attacker.json("GET", "/v3/api-docs", null).path("paths");
        List<String> endpoints = new ArrayList<>();
        paths.propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(verb -> endpoints.add(verb.getKey() + " " + path.getKey())));
        List<String> known = new ArrayList<>(WITHOUT_BODY);
        known.addAll(BODIES.keySet());
        assertThat(new TreeSet<>(endpoints)).as("endpoints that are attacked").isEqualTo(new TreeSet<>(known));

        for (String endpoint : endpoints) {
            String[] parts = endpoint.split(" ", 2);
            attack(endpoint, paths.path(parts[1]).path(parts[0]));
        }
        for (String path : List.of("/actuator/prometheus", "/actuator/health", "/v3/api-docs")) {
            send("GET", path, null);
        }
        spaces.assertUntouched();
    }

    @Test
    void whatEverybodyHasIsEachOnesOwn() throws IOException {
        String fact = attacker.json(
                        "POST",
                        "/api/v1/memory/items",
                        Map.of("items", List.of(Map.of("text", SecretSpaces.COMMON))),
                        "Idempotency-Key: common")
                .at("/items/0/id")
                .asString();
        String document = attacker.json(
                        "POST",
                        "/api/v1/knowledge/operations/documents",
                        Map.of("name", "common.md", "text", SecretSpaces.COMMON_DOCUMENT))
                .path("id")
                .asString();

        assertThat(spaces.items).doesNotContain(fact);
        assertThat(spaces.documents).doesNotContain(document);
    }

    @Test
    void noToolGivesOrChangesAnythingOfAnotherSpace() throws IOException {
        Set<String> listed = new TreeSet<>();
        attacker.json("GET", "/api/v1/tools", null)
                .path("tools")
                .forEach(tool -> listed.add(tool.path("name").asString()));
        assertThat(ToolAttacks.tools()).as("tools that are attacked").isEqualTo(listed);

        for (String tool : listed) {
            assertThat(ask(ToolAttacks.input(tool), "script"))
                    .as(tool)
                    .contains("\"" + tool + "\"") // not the input, where it is a word among others
                    .contains(ToolAttacks.own(tool));
        }
        for (String id : ids) {
            ask(id, "script");
        }
        for (String question : Attacks.questions()) {
            ask(question, "rules");
        }
        spaces.assertUntouched();
    }

    private void attack(String endpoint, JsonNode operation) throws IOException {
        String verb = endpoint.substring(0, endpoint.indexOf(' ')).toUpperCase(Locale.ROOT);
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        List<String> bodies = BODIES.getOrDefault(endpoint, List.of(""));
        if (path.contains("{id}")) {
            for (String id : ids) {
                for (String body : bodies) {
                    Http.Answer answer = send(verb, path(path, "operations", id), filled(body, id, "vault07"));
                    assertThat(answer.status()).as(endpoint + " " + id).isBetween(400, 499);
                }
            }
        }
        if (path.contains("{space}")) {
            for (int index = 1; index < SecretSpaces.SPACES; index++) {
                for (String body : bodies) {
                    String rules = path.replace("{space}", SecretSpaces.name(index));
                    assertThat(send(verb, rules, filled(body, ids.getFirst(), "mine now"))
                                    .status())
                            .as(verb + " " + rules)
                            .isEqualTo(403);
                }
            }
        }
        for (String text : Attacks.texts()) {
            String id = ids.get(Math.floorMod(text.hashCode(), ids.size()));
            for (String body : bodies) {
                send(verb, path(path, "operations", text), filled(body, id, text));
                if (path.contains("{domain}")) {
                    send(verb, path(path, text, id), filled(body, id, text));
                }
            }
        }
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals("query")) {
                attack(
                        verb,
                        path(path, "operations", ids.getFirst()),
                        operation,
                        parameter.path("name").asString());
            }
        }
    }

    /** A parameter of a query, while the others are as they should be. */
    private void attack(String verb, String path, JsonNode operation, String name) throws IOException {
        StringBuilder others = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            String other = parameter.path("name").asString();
            if (other.equals("q") && !name.equals("q")) {
                others.append("&q=").append(encoded(WORDS));
            }
        }
        List<String> values = new ArrayList<>(Attacks.texts());
        values.addAll(ids.subList(0, IDS / 2));
        for (String value : values) {
            send(verb, path + "?" + name + "=" + encoded(value) + others, null);
        }
        if (name.equals("space")) {
            for (int index = 1; index < SecretSpaces.SPACES; index++) {
                String query = "?space=" + SecretSpaces.name(index) + others;
                assertThat(send(verb, path + query, null).status())
                        .as(path + query)
                        .isEqualTo(403);
            }
        }
    }

    private Http.Answer send(String verb, String path, @Nullable String body) throws IOException {
        return service.send(verb, path, body);
    }

    private String ask(String input, String engine) throws IOException {
        return service.ask(input, engine);
    }

    private static String path(String path, String domain, String id) {
        return path.replace("{domain}", encoded(domain))
                .replace("{id}", encoded(id))
                .replace("{call}", "c1")
                .replace("{number}", "1")
                .replace("{name}", encoded(id))
                .replace("{space}", encoded(id));
    }

    private static String encoded(String text) {
        return SpacesUnderAttack.encoded(text);
    }

    private static @Nullable String filled(String body, String id, String text) {
        String json = JSON.writeValueAsString(text);
        int space = 1 + Math.floorMod(id.hashCode(), SecretSpaces.SPACES - 1);
        return body.isEmpty()
                ? null
                : body.replace("SPACE", SecretSpaces.name(space))
                        .replace("ID", id)
                        .replace("TEXT", json.substring(1, json.length() - 1));
    }
}
