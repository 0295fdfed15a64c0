package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A hundred spaces, many of them with names that look like the first one's, and in each a secret of every kind: a fact, a message, a part of
 * a document, a task with its turns and its episode, a file, rules, and in some a call that waits for consent. The secrets of space 7 are
 * {@code zq07factqz} and so on, and all speak of vault07.
 */
final class SecretSpaces {

    static final int SPACES = 100;
    /** What everybody has, so that somebody may be given another's by mistake. */
    static final String COMMON = "Tea is served at noon in the hall.";

    static final String COMMON_DOCUMENT = "Doors are closed at ten.";

    private static final int WITH_APPROVALS = 3;
    private static final Pattern SECRET = Pattern.compile("zq(\\d\\d)[a-z]+qz");
    private static final List<String> LOOKALIKES = List.of(
            "team-a",
            "Team-a",
            "TEAM-A",
            "team_a",
            "team.a",
            "team-a.",
            "team-a-",
            "space-07",
            "-team-a",
            "team-",
            "team-aa",
            "team-a..",
            "..team-a",
            "default");

    private final Http http;
    private final Path home;
    /** Ids of what is in all spaces but the first, as an id in a path may name it. */
    final List<String> items = new ArrayList<>();

    final List<String> documents = new ArrayList<>();
    final List<String> tasks = new ArrayList<>();
    final List<String> approvals = new ArrayList<>();

    SecretSpaces(Http http, Path home) {
        this.http = http;
        this.home = home;
    }

    static String name(int index) {
        return index < LOOKALIKES.size() ? LOOKALIKES.get(index) : String.format(Locale.ROOT, "space-%02d", index);
    }

    /** The secrets in a text that are not the first space's. */
    static List<String> foreign(String text) {
        return SECRET.matcher(text)
                .results()
                .filter(found -> !found.group(1).equals("00"))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    void fill() throws IOException {
        for (int index = 0; index < SPACES; index++) {
            fill(index);
        }
        for (String document : documents) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .pollDelay(Duration.ZERO)
                    .until(() -> http.json("GET", document(document), null)
                            .path("state")
                            .asString()
                            .equals("ingested"));
        }
        for (int index = 1; index < SPACES; index++) {
            http.json("GET", "/api/v1/memory/search?q=vault&kind=document&space=" + name(index), null)
                    .path("items")
                    .forEach(item -> items.add(item.path("id").asString()));
        }
        approvals.addAll(waiting());
    }

    private List<String> waiting() throws IOException {
        List<String> waiting = new ArrayList<>();
        http.json("GET", "/api/v1/approvals", null)
                .path("approvals")
                .forEach(approval -> waiting.add(approval.path("id").asString()));
        return waiting;
    }

    private static String document(String id) {
        return "/api/v1/knowledge/operations/documents/" + id;
    }

    private void fill(int index) throws IOException {
        String space = name(index);
        String vault = String.format(Locale.ROOT, "vault%02d", index);
        String secret = String.format(Locale.ROOT, "zq%02d", index);
        Files.writeString(
                Files.createDirectories(home.resolve("workspace").resolve(space))
                        .resolve("secret.txt"),
                file(index));
        List<String> stored = new ArrayList<>();
        http.json(
                        "POST",
                        "/api/v1/memory/items",
                        Map.of(
                                "items",
                                List.of(
                                        Map.of(
                                                "space",
                                                space,
                                                "text",
                                                "The code of " + vault + " is " + secret + "factqz."),
                                        Map.of("space", space, "text", COMMON),
                                        Map.of(
                                                "space", space,
                                                "kind", "message",
                                                "session", "talk",
                                                "speaker", "Ann",
                                                "text", "I whisper of " + vault + ": " + secret + "messageqz"))))
                .path("items")
                .forEach(item -> stored.add(item.path("id").asString()));
        String document =
                document(space, "vault.md", "# Vault\n\nThe guide of " + vault + " says " + secret + "documentqz.");
        http.json("PUT", rulesOf(index), Map.of("text", "Of " + vault + " say " + secret + "rulesqz."));
        String input = "of " + vault + " keep " + secret + "taskqz";
        JsonNode task = task(space, "victim " + input);
        assertThat(task.path("state").asString()).isEqualTo("completed");
        if (index > 0) {
            items.addAll(stored);
            documents.add(document);
            tasks.add(task.path("id").asString());
            items.add("e" + task.path("id").asString().substring(1));
        }
        if (index > 0 && index <= WITH_APPROVALS) {
            askConsent(space, input);
        }
    }

    private static String rulesOf(int index) {
        return "/api/v1/spaces/" + name(index) + "/rules";
    }

    private void askConsent(String space, String input) throws IOException {
        documents.add(document(space, "common.md", COMMON_DOCUMENT));
        JsonNode asking = task(space, "asking " + input);
        assertThat(asking.path("state").asString()).isEqualTo("awaiting_approval");
        tasks.add(asking.path("id").asString());
    }

    private String document(String space, String name, String text) throws IOException {
        return http.json(
                        "POST",
                        "/api/v1/knowledge/operations/documents",
                        Map.of("space", space, "name", name, "text", text))
                .path("id")
                .asString();
    }

    private JsonNode task(String space, String input) throws IOException {
        return http.json(
                "POST",
                "/api/v1/tasks",
                Map.of("space", space, "session", "talk", "engine", "script", "input", input),
                "Prefer: wait=20");
    }

    /** All that there was is there, as it was: nobody has taken anything away. */
    void assertUntouched() throws IOException {
        for (String item : items) {
            JsonNode found = http.json("GET", "/api/v1/memory/items/" + item, null);
            assertThat(found.path("text").asString()).as(found.toString()).isNotEmpty();
            assertThat(found.path("validTo").isNull()).as(found.toString()).isTrue();
        }
        for (String document : documents) {
            assertThat(http.json("GET", document(document), null).path("state").asString())
                    .isEqualTo("ingested");
        }
        for (String task : tasks) {
            assertThat(http.json("GET", "/api/v1/tasks/" + task, null)
                            .path("state")
                            .asString())
                    .isIn("completed", "awaiting_approval");
        }
        for (int index = 1; index < SPACES; index++) {
            assertThat(home.resolve("workspace").resolve(name(index)).resolve("secret.txt"))
                    .hasContent(file(index));
            assertThat(http.json("GET", rulesOf(index), null).path("text").asString())
                    .contains(String.format(Locale.ROOT, "zq%02drulesqz", index));
        }
        assertThat(waiting()).hasSizeGreaterThanOrEqualTo(WITH_APPROVALS).containsAll(approvals);
    }

    private static String file(int index) {
        return String.format(Locale.ROOT, "zq%02dfileqz of vault%02d", index, index);
    }
}
