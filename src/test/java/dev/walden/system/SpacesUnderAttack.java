package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.WaldenApplication;
import dev.walden.access.Role;
import dev.walden.access.TestKeys;
import dev.walden.activity.ActivityLog;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service with {@link SecretSpaces}, and somebody who has a key of the first.
 *
 * @param all who may look into every space
 */
record SpacesUnderAttack(ConfigurableApplicationContext application, Http all, Http attacker, SecretSpaces spaces)
        implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    /** @param model of vectors, or none */
    static SpacesUnderAttack start(Path folder, String script, String model) throws IOException {
        Path file = Files.writeString(folder.resolve("script.yaml"), script);
        Path home = folder.resolve("home");
        ConfigurableApplicationContext application = new SpringApplicationBuilder(WaldenApplication.class)
                .run(
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--walden.home=" + home,
                        "--walden.memory.embedding-model=" + model,
                        "--walden.memory.search-wait=20s",
                        "--walden.memory.recall-deadline=20s",
                        "--walden.reasoning.engines.script.type=scripted",
                        "--walden.reasoning.engines.script.script=" + file);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        ActivityLog log = application.getBean(ActivityLog.class);
        Http attacker = new Http(client, port, TestKeys.create(log, "attacker", Role.OPERATOR, SecretSpaces.name(0)));
        Http all = new Http(client, port, TestKeys.create(log, "all", Role.ADMIN, null));
        SecretSpaces spaces = new SecretSpaces(all, home);
        spaces.fill();
        return new SpacesUnderAttack(application, all, attacker, spaces);
    }

    /** Sends what the attacker sends; nothing that comes back is of another space. */
    Http.Answer send(String verb, String path, @Nullable String body) throws IOException {
        Http.Answer answer = attacker.send(verb, path, body, "Prefer: wait=20");
        assertThat(answer.status()).as(verb + " " + path).isLessThan(500);
        assertThat(SecretSpaces.foreign(answer.body() + answer.headers()))
                .as(verb + " " + path + " " + body)
                .isEmpty();
        return answer;
    }

    /** A task of the attacker, who consents to whatever it asks for, with all that can be read of it. */
    String ask(String input, String engine) throws IOException {
        JsonNode task = JSON.readTree(
                send("POST", "/api/v1/tasks", JSON.writeValueAsString(Map.of("input", input, "engine", engine)))
                        .body());
        String path = "/api/v1/tasks/" + task.path("id").asString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> endedWithConsent(path));
        StringBuilder read = new StringBuilder(send("GET", path, null).body());
        String after = "0";
        for (int page = 0; page < 20 && !after.isEmpty(); page++) {
            String events = send("GET", path + "/events?after=" + after, null).body();
            read.append(events);
            after = JSON.readTree(events).path("next").asString("");
        }
        assertThat(spaces.items).noneMatch(id -> !input.equals(id) && read.indexOf(id) >= 0);
        return read.toString();
    }

    private boolean endedWithConsent(String path) throws IOException {
        JsonNode task = JSON.readTree(send("GET", path, null).body());
        for (JsonNode approval : task.path("approvals")) {
            send("POST", "/api/v1/approvals/" + approval.path("id").asString(), "{\"decision\":\"approve\"}");
        }
        if (task.path("state").asString().equals("awaiting_input")) {
            send("POST", path + "/input", "{\"text\":\"vault07\"}");
        }
        return ENDED.contains(task.path("state").asString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        application.close();
    }
}
