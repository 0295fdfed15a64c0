package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.api.ApiServer.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad request gets a problem with the right status, a stable code and a sentence that helps; no task comes of it. */
@ResourceLock("api server")
class BadInputIT {

    private static final String TASKS = "/api/v1/tasks";

    private final ApiServer server = ApiServer.shared();

    private static Arguments row(String body, int status, String code, String... words) {
        return Arguments.of(body, status, code, List.of(words));
    }

    private static Stream<Arguments> bodies() {
        return Stream.of(notJson(), wrongShapes(), unsoundText(), wrongValues(), tooLarge())
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> notJson() {
        return Stream.of(
                row("", 400, "invalid_json", "nothing"),
                row("not JSON", 400, "invalid_json", "line 1", "column"),
                row("{\"input\":\"x\"", 400, "invalid_json", "line 1"),
                row("{\"input\":\"x\"} {}", 400, "invalid_json", "the end was expected"),
                row("{\"input\":\"x\",\"input\":\"y\"}", 400, "invalid_json", "uplicate", "input"));
    }

    private static Stream<Arguments> wrongShapes() {
        return Stream.of(
                row("[]", 400, "wrong_type", "an object was expected", "found: an array"),
                row("\"text\"", 400, "wrong_type", "found: a string"),
                row("null", 400, "invalid_json"),
                row("{\"input\":5}", 400, "wrong_type", "input", "a string was expected", "found: an integer"),
                row("{\"input\":true}", 400, "wrong_type", "found: a boolean"),
                row("{\"input\":[\"x\"]}", 400, "wrong_type", "found: an array"),
                row("{\"input\":{}}", 400, "wrong_type", "found: an object"),
                row("{\n \"input\":\"x\",\n \"wait\":5}", 400, "unknown_member", "wait", "line 3", "metadata"),
                row("{\"input\":\"x\",\"limits\":{\"steps\":5}}", 400, "unknown_member", "limits.steps", "maxSteps"),
                row(
                        "{\"input\":\"x\",\"limits\":{\"maxSteps\":\"5\"}}",
                        400,
                        "wrong_type",
                        "limits.maxSteps",
                        "a string"),
                row("{\"input\":\"x\",\"limits\":{\"maxSteps\":\"\"}}", 400, "wrong_type", "limits.maxSteps"),
                row("{\"input\":\"x\",\"limits\":{\"maxSteps\":1.5}}", 400, "wrong_type", "limits.maxSteps", "integer"),
                row("{\"input\":\"x\",\"limits\":{\"maxSteps\":true}}", 400, "wrong_type", "limits.maxSteps"),
                row("{\"input\":\"x\",\"limits\":{\"maxSteps\":3000000000}}", 400, "wrong_type", "limits.maxSteps"),
                row("{\"input\":\"x\",\"limits\":{\"maxTokens\":1e400}}", 400, "wrong_type", "limits.maxTokens"),
                row(
                        "{\"input\":\"x\",\"limits\":{\"maxTokens\":" + "9".repeat(5000) + "}}",
                        400,
                        "invalid_json",
                        "1000"),
                row("{\"input\":\"x\",\"limits\":[]}", 400, "wrong_type", "limits", "an object was expected"),
                row("{\"input\":\"x\",\"limits\":{\"maxWallTime\":60}}", 400, "wrong_type", "limits.maxWallTime"),
                row(
                        "{\"input\":\"x\",\"metadata\":{\"a\":1}}",
                        400,
                        "wrong_type",
                        "metadata.a",
                        "a string was expected"),
                row(
                        "{\"input\":\"x\",\"metadata\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5001),
                        400,
                        "wrong_type"),
                row("[".repeat(100_000), 400, "wrong_type"));
    }

    private static Stream<Arguments> unsoundText() {
        return Stream.of(
                row("{\"input\":\"a\\u0000b\"}", 400, "wrong_type", "U+0000"),
                row("{\"input\":\"a\\ud800b\"}", 400, "wrong_type", "surrogates"),
                row("{\"input\":\"x\",\"metadata\":{\"\\udc00\":\"b\"}}", 400, "invalid_json", "surrogate"),
                row("{\"input\":\"a\u0001b\"}", 400, "invalid_json"));
    }

    private static Stream<Arguments> wrongValues() {
        return Stream.of(
                row("{}", 422, "invalid_value", "input"),
                row("{\"input\":null}", 422, "invalid_value", "input"),
                row("{\"input\":\"\"}", 422, "invalid_value", "input"),
                row("{\"input\":\" \\n\\t\"}", 422, "invalid_value", "input"),
                row("{\"input\":\"x\",\"session\":\"\"}", 422, "invalid_value", "session"),
                row("{\"input\":\"x\",\"session\":\"a\\nb\"}", 422, "invalid_value", "session"),
                row("{\"input\":\"x\",\"space\":\"../etc\"}", 422, "invalid_value", "space", "../etc"),
                row("{\"input\":\"x\",\"engine\":\"nowhere\"}", 422, "unknown_engine", "rules"),
                row("{\"input\":\"x\",\"metadata\":{\"a\":null}}", 422, "invalid_value", "metadata.a"),
                row("{\"input\":\"x\",\"metadata\":" + manyEntries() + "}", 422, "invalid_value", "metadata", "64"),
                row(
                        "{\"input\":\"x\",\"limits\":{\"maxSteps\":0}}",
                        422,
                        "invalid_value",
                        "limits.maxSteps",
                        "1 or more"),
                row(
                        "{\"input\":\"x\",\"limits\":{\"maxTokens\":0}}",
                        422,
                        "invalid_value",
                        "limits.maxTokens",
                        "1 or more"),
                row("{\"input\":\"x\",\"limits\":{\"maxSteps\":-1}}", 422, "invalid_value", "limits.maxSteps"),
                row(
                        "{\"input\":\"x\",\"limits\":{\"maxWallTime\":\"an hour\"}}",
                        422,
                        "invalid_value",
                        "PT10M",
                        "an hour"),
                row(
                        "{\"input\":\"x\",\"limits\":{\"maxCost\":\"1e3\"}}",
                        422,
                        "invalid_value",
                        "limits.maxCost",
                        "1e3"),
                row("{\"input\":\"x\",\"limits\":{\"maxCost\":\"-1\"}}", 422, "invalid_value", "limits.maxCost"),
                row("{\"input\":\"x\",\"limits\":{\"maxCost\":\"0.0000001\"}}", 422, "invalid_value", "six"));
    }

    private static Stream<Arguments> tooLarge() {
        return Stream.of(
                row("{\"input\":\"" + "x".repeat(1024 * 1024 + 1) + "\"}", 413, "input_too_large", "1048577"),
                row("{\"input\":\"" + "é".repeat(512 * 1024 + 1) + "\"}", 413, "input_too_large", "1048578"));
    }

    private static String manyEntries() {
        return IntStream.range(0, 65).mapToObj(i -> "\"k" + i + "\":\"v\"").collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void badBodiesAreRefusedWithWordsThatHelp(String body, int status, String code, List<String> words) {
        int before = server.tasks.submissions.size();

        Answer answer = server.post(TASKS, server.user, body);

        assertProblem(answer, status, code);
        words.forEach(word -> assertThat(answer.text("detail")).contains(word));
        assertThat(answer.text("detail").length()).isLessThan(700);
        assertThat(server.tasks.submissions).hasSize(before);
    }

    @Test
    void inputOfExactlyOneMebibyteIsTaken() {
        Answer answer = server.post(TASKS, server.user, "{\"input\":\"" + "x".repeat(1024 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (byte[] bytes : List.of(
                new byte[] {'{', '"', 'i', 'n', 'p', 'u', 't', '"', ':', '"', (byte) 0xff, '"', '}'},
                new byte[] {
                    '{', '"', 'i', 'n', 'p', 'u', 't', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'
                },
                new byte[] {'{', '"', 'i', 'n', 'p', 'u', 't', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'})) {
            Answer answer = server.send(server.request(TASKS, server.user)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(bytes)));

            assertProblem(answer, 400, "invalid_utf8");
        }
        Answer utf16 = server.send(server.request(TASKS, server.user)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"input\":\"x\"}", StandardCharsets.UTF_16LE)));
        assertThat(utf16.status()).isEqualTo(400);
    }

    @Test
    void bodiesAboveTwoMebibytesAreRefusedWithAndWithoutALength() {
        byte[] large = new byte[2 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');
        HttpRequest.Builder known = server.request(TASKS, server.user).header("Content-Type", "application/json");
        HttpRequest.Builder chunked = known.copy();

        assertProblem(server.send(known.POST(BodyPublishers.ofByteArray(large))), 413, "body_too_large");
        assertProblem(
                server.send(chunked.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
                413,
                "body_too_large");
    }

    @Test
    void otherMediaTypesAreRefused() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            Answer answer = server.send(server.request(TASKS, server.user)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"input\":\"x\"}")));

            assertProblem(answer, 415, "unsupported_media_type");
        }
        Answer none =
                server.send(server.request(TASKS, server.user).POST(BodyPublishers.ofString("{\"input\":\"x\"}")));
        assertProblem(none, 415, "unsupported_media_type");
        Answer latin = server.send(server.request(TASKS, server.user)
                .header("Content-Type", "application/json;charset=ISO-8859-1")
                .POST(BodyPublishers.ofString("{\"input\":\"x\"}")));
        assertProblem(latin, 415, "unsupported_media_type");
    }

    @Test
    void anAnswerNobodyAcceptsIs406() {
        assertProblem(
                server.send(server.request(TASKS, server.user)
                        .header("Accept", "text/html")
                        .GET()),
                406,
                "not_acceptable");
    }

    @Test
    void wrongMethodsAreRefusedAndTheRightOnesTold() {
        Answer answer = server.send(server.request(TASKS, server.user).DELETE());

        assertProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).contains("POST").contains("GET");
    }

    private static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("Idempotency-Key", "has space", "invalid_header"),
                Arguments.of("Idempotency-Key", "k".repeat(256), "invalid_header"),
                Arguments.of("Prefer", "wait=301", "invalid_header"),
                Arguments.of("Prefer", "wait=-1", "invalid_header"),
                Arguments.of("Prefer", "wait=soon", "invalid_header"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void badHeadersAreRefused(String name, String value, String code) {
        int before = server.tasks.submissions.size();

        Answer answer = server.send(ApiServer.json(server.request(TASKS, server.user), "{\"input\":\"x\"}")
                .header(name, value));

        assertProblem(answer, 400, code);
        assertThat(answer.text("detail")).startsWith(name);
        assertThat(server.tasks.submissions).hasSize(before);
    }

    private static Stream<Arguments> addresses() {
        return Stream.of(
                Arguments.of(TASKS + "/tzzzzzzzzzzzzzzzz", 404, "not_found"),
                Arguments.of(TASKS + "/42", 404, "not_found"),
                Arguments.of(TASKS + "/" + "t".repeat(2000), 404, "not_found"),
                Arguments.of(TASKS + "/t%00", 400, "bad_request"),
                Arguments.of(TASKS + "/42/events", 404, "not_found"),
                Arguments.of(TASKS + "?limit=0", 422, "invalid_value"),
                Arguments.of(TASKS + "?limit=101", 422, "invalid_value"),
                Arguments.of(TASKS + "?limit=ten", 422, "invalid_value"),
                Arguments.of(TASKS + "?state=asleep", 422, "invalid_value"),
                Arguments.of(TASKS + "?space=a%2Fb", 422, "invalid_value"),
                Arguments.of("/nowhere", 403, "role_insufficient"),
                Arguments.of("/", 404, "not_found"),
                Arguments.of("/error", 403, "role_insufficient"),
                Arguments.of("/favicon.ico", 403, "role_insufficient"));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void badAddressesAreRefused(String path, int status, String code) {
        assertProblem(server.get(path, server.user), status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/error", "/favicon.ico", "/actuator"})
    void anAdminIsToldThatThereIsNothing(String path) {
        assertProblem(server.get(path, server.admin), 404, "not_found");
    }

    @Test
    void moreThanIsReadBeforeABodyIsRefusedWithTheLimit() {
        Answer address = server.get("/api/v1/memory/search?q=" + "x".repeat(16_384), server.user);
        Answer header = server.send(server.request(TASKS, server.user)
                .header("X-Any", "x".repeat(16_384))
                .GET());

        Answer longest = server.get("/api/v1/memory/search?q=" + "x".repeat(8_192), server.user);

        assertThat(longest.status()).as("a question of 8,192 letters").isEqualTo(200);
        assertProblem(address, 400, "bad_request");
        assertThat(address.text("detail")).contains("16 KB");
        assertProblem(header, 400, "bad_request");
        assertThat(header.text("detail")).contains("16 KB");
    }

    @Test
    void badEventPositionsAreRefused() {
        String id = server.post(TASKS, server.user, "{\"input\":\"x\"}").text("id");

        assertProblem(server.get(TASKS + "/" + id + "/events?after=-1", server.user), 422, "invalid_value");
        assertProblem(server.get(TASKS + "/" + id + "/events?after=x", server.user), 422, "invalid_value");
        assertProblem(server.get(TASKS + "/" + id + "/events?limit=101", server.user), 422, "invalid_value");
        assertProblem(
                server.send(server.request(TASKS + "/" + id + "/events", server.user)
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", "x")
                        .GET()),
                400,
                "invalid_header");
    }

    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json())
                .containsEntry("status", status)
                .containsEntry("code", code)
                .containsEntry("type", "about:blank")
                .containsKeys("title", "detail");
    }
}
