package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.api.ApiServer.Answer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Knowledge bases over real HTTP. */
@ResourceLock("api server")
final class KnowledgeApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApiServer server = ApiServer.shared();
    private final String domain = "/api/v1/knowledge/operations/documents";
    /** Each test has words of its own, as all share a service. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void aDocumentIsAcceptedReadBehindAndFoundWithItsPlace() {
        Answer accepted = server.post(
                domain,
                server.user,
                json("guide-" + word + ".md", "# Guide\\n\\n## Turning\\n\\nThe valve " + word + " turns left."));
        Map<String, Object> read = awaitState(accepted.header("Location"), "ingested");

        Map<String, Object> found = found(word).getFirst();

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(read).containsEntry("chunks", 1).containsEntry("title", "Guide");
        assertThat(found).containsEntry("kind", "document").containsEntry("trusted", false);
        assertThat(source(found))
                .containsEntry("document", read.get("id"))
                .containsEntry("name", "guide-" + word + ".md")
                .containsEntry("section", "Guide > Turning");
    }

    @Test
    void aFileSentInPartsIsTheSameAsItsText() {
        Answer accepted = upload(word + ".txt", ("Some text about " + word).getBytes(StandardCharsets.UTF_8));
        awaitState(accepted.header("Location"), "ingested");

        Answer again = server.post(domain, server.user, json("other-" + word + ".txt", "Some text about " + word));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(accepted.text("id"));
        assertThat(found(word)).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheReason() {
        Answer accepted = upload(word + ".txt", new byte[] {0, 1, 2, (byte) 0xff});

        Map<String, Object> read = awaitState(accepted.header("Location"), "failed");

        assertThat(read.get("error")).asString().contains("wrong_type");
    }

    @Test
    void anUnknownBaseTypeOrDocumentIsTold() {
        assertThat(server.post("/api/v1/knowledge/nowhere/documents", server.user, json("a.md", "b"))
                        .status())
                .isEqualTo(404);
        Answer picture = upload("a.png", new byte[] {1});
        assertThat(picture.status()).isEqualTo(422);
        assertThat(picture.text("code")).isEqualTo("unknown_type");
        assertThat(server.get(domain + "/dnone", server.user).status()).isEqualTo(404);
        assertThat(server.post(domain, server.user, "{\"name\":\"a.md\"}").status())
                .isEqualTo(422);
    }

    @Test
    void anAddressIsFetchedThroughTheGuardedDoorOnly() {
        Answer inside = server.post(
                domain,
                server.user,
                "{\"url\":\"http://127.0.0.1:" + server.port() + "/actuator/health/liveness\",\"name\":\"a.txt\"}");

        assertThat(inside.status()).isEqualTo(422);
        assertThat(inside.text("code")).isEqualTo("not_fetched");
    }

    @Test
    void nothingIsFetchedForASpaceOrABaseThatIsNotThere() {
        String inside = "{\"url\":\"http://127.0.0.1:1/a.txt\",\"space\":\"%s\"}";

        assertThat(server.post(domain, server.bound, inside.formatted("other")).status())
                .isEqualTo(403);
        assertThat(server.post("/api/v1/knowledge/nowhere/documents", server.user, inside.formatted("home"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsFetchedTakesTheRoomOfUploads() {
        UploadRoom room = server.context().getBean(UploadRoom.class);
        String inside = "{\"url\":\"http://127.0.0.1:1/a.txt\"}";
        await().atMost(PATIENCE).until(room::enter); // an upload leaves it a moment after it is answered
        await().atMost(PATIENCE).until(room::enter);
        assertThat(room.enter()).isFalse();

        Answer full = server.post(domain, server.user, inside);
        room.leave();
        room.leave();

        assertThat(full.status()).isEqualTo(429);
        assertThat(full.text("code")).isEqualTo("too_many_uploads");
        assertThat(full.header("Retry-After")).isEqualTo("2");
        assertThat(server.post(domain, server.user, inside).text("code")).isEqualTo("not_fetched");
    }

    @Test
    void aDocumentThatIsTooLargeIsRefused() {
        assertThat(upload("a.txt", new byte[17 << 20]).status()).isIn(413, 422);
    }

    @Test
    void aQuestionWithoutADomainTellsWhichBasesFit() {
        Answer accepted =
                server.post(domain, server.user, json(word + ".md", "The switch " + word + " of the network"));
        awaitState(accepted.header("Location"), "ingested");

        Answer found = server.get("/api/v1/memory/search?q=network+" + word, server.user);
        Answer within = server.get("/api/v1/memory/search?domain=legal&q=" + word, server.user);

        assertThat(found.text("routing")).contains("domain=operations", "preference=");
        assertThat(within.text("items")).isEqualTo("[]");
    }

    @Test
    void anotherVersionTakesThePlaceAndKeepsWhatIsTheSame() {
        String same = "The same part " + word + " alpha. " + "Some words that make it long enough. ".repeat(12);
        String name = word + ".md";
        Answer first =
                server.post(domain, server.user, json(name, "# One\\n\\n" + same + "\\n\\n# Two\\n\\nOld " + word));
        awaitState(first.header("Location"), "ingested");
        List<Map<String, Object>> before = found(word);

        Answer second =
                server.post(domain, server.user, json(name, "# One\\n\\n" + same + "\\n\\n# Two\\n\\nNew " + word));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(search(word)))
                        .noneMatch(text -> text.contains("Old"))
                        .anyMatch(text -> text.contains("New " + word)));

        List<Map<String, Object>> after = search(word);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(texts(after)).anyMatch(text -> text.contains("New " + word)).hasSize(2);
        assertThat(idOf(after, "alpha")).isEqualTo(idOf(before, "alpha"));
    }

    @Test
    void anErasedDocumentIsFoundNoMore() {
        Answer accepted = server.post(domain, server.user, json(word + ".md", "Secret " + word));
        String location = accepted.header("Location");
        awaitState(location, "ingested");

        Answer erased = server.send(server.request(location, server.user).DELETE());

        assertThat(erased.status()).isEqualTo(204);
        assertThat(server.get(location, server.user).status()).isEqualTo(404);
        assertThat(search(word)).isEmpty();
    }

    @Test
    void oneErasedPartLeavesTheOthers() {
        String first = "Alpha " + word + " " + "many words so that it stands alone here. ".repeat(12);
        String text = "# One\\n\\n" + first + "\\n\\n# Two\\n\\nBeta " + word;
        Answer accepted = server.post(domain, server.user, json(word + ".md", text));
        awaitState(accepted.header("Location"), "ingested");
        String alpha = String.valueOf(idOf(found(word), "Alpha"));

        Answer erased = server.send(
                server.request("/api/v1/memory/items/" + alpha, server.user).DELETE());

        assertThat(erased.status()).isEqualTo(200);
        assertThat(texts(search(word))).hasSize(1).allMatch(rest -> rest.contains("Beta"));
        assertThat(server.get(accepted.header("Location"), server.user).json())
                .containsEntry("chunks", 1)
                .containsEntry("bytes", 0);
    }

    @Test
    void documentsAreListedPageByPageWithinTheirSpace() {
        String space = word.substring(0, 20);
        for (int i = 0; i < 3; i++) {
            server.post(
                    domain,
                    server.user,
                    "{\"name\":\"%d.md\",\"text\":\"text %d\",\"space\":\"%s\"}".formatted(i, i, space));
        }

        Answer first = server.get(domain + "?limit=2&space=" + space, server.user);
        Answer second = server.get(domain + "?limit=2&space=" + space + "&after=" + first.text("next"), server.user);

        assertThat(names(first)).containsExactly("2.md", "1.md");
        assertThat(names(second)).containsExactly("0.md");
        assertThat(second.json().get("next")).isNull();
        assertThat(server.get(domain + "?space=" + space, server.bound).status())
                .isEqualTo(403);
    }

    private static String json(String name, String text) {
        return "{\"name\":\"" + name + "\",\"text\":\"" + text + "\"}";
    }

    private Answer upload(String name, byte[] content) {
        return server.send(parts(server.request(domain, server.user), name, content));
    }

    static HttpRequest.Builder parts(HttpRequest.Builder request, String name, byte[] content) {
        String boundary = "walden-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private Map<String, Object> awaitState(String location, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(server.get(location, server.user).json()).containsEntry("state", state));
        return server.get(location, server.user).json();
    }

    /** Waits until there is something: a search shows what the word index has within its deadline. */
    private List<Map<String, Object>> found(String query) {
        return await().atMost(PATIENCE).until(() -> search(query), items -> !items.isEmpty());
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> search(String query) {
        return (List<Map<String, Object>>) server.get("/api/v1/memory/search?q=" + query, server.user)
                .json()
                .getOrDefault("items", List.of());
    }

    @SuppressWarnings("unchecked")
    private static List<String> names(Answer answer) {
        return ((List<Map<String, Object>>) answer.json().getOrDefault("documents", List.of()))
                .stream().map(document -> String.valueOf(document.get("name"))).toList();
    }

    private static List<String> texts(List<Map<String, Object>> items) {
        return items.stream().map(item -> String.valueOf(item.get("text"))).toList();
    }

    private static Object idOf(List<Map<String, Object>> items, String part) {
        return items.stream()
                .filter(item -> String.valueOf(item.get("text")).contains(part))
                .map(item -> item.get("id"))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> source(Map<String, Object> item) {
        return (Map<String, Object>) item.getOrDefault("source", Map.of());
    }
}
