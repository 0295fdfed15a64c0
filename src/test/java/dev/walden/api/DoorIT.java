package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.AdminActed;
import dev.walden.api.ApiServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but the two probes answers without a key, however a path is spelled. */
@ResourceLock("api server")
class DoorIT {

    private final ApiServer server = ApiServer.shared();

    @Test
    void noKeyIsRefusedWithAChallenge() {
        Answer answer = server.get("/api/v1/tasks", null);

        BadInputIT.assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"walden\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "walden_x", ""})
    void wrongKeysAreRefused(String header) {
        Answer answer = server.send(server.request("/api/v1/tasks", null)
                .header("Authorization", header)
                .GET());

        BadInputIT.assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(answer.body()).doesNotContain("wrong");
    }

    @Test
    void refusalComesBeforeTheBodyIsLookedAt() {
        BadInputIT.assertProblem(server.post("/api/v1/tasks", null, "not JSON"), 401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
    void probesAnswerAnybodyWithTheirStatusOnly(String path) {
        Answer answer = server.get(path, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "FROBNICATE"})
    void probesCanOnlyBeLookedAt(String method) throws IOException {
        assertThat(raw(method, "/actuator/health/liveness", null))
                .contains(" 405 ", "Allow: GET, HEAD", "application/problem+json");
        assertThat(raw("HEAD", "/actuator/health/liveness", null)).contains(" 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, Content-Length: 2000000",
        "application/json, Content-Length: 3000000",
        "application/json, Transfer-Encoding: chunked",
        "multipart/form-data; boundary=x, Content-Length: 900000",
        "multipart/form-data; boundary=x, Transfer-Encoding: chunked",
        "application/x-www-form-urlencoded, Content-Length: 900000"
    })
    void probesDoNotWaitForABodyNobodyWants(String type, String header) throws IOException {
        assertThat(beginOfProbe(server, type, header)).isEqualTo("HTTP/1.1 200");
    }

    @Test
    void probesLookForNoPartsHoweverSpringIsConfigured() throws IOException {
        try (ApiServer uploading = ApiServer.start("--spring.servlet.multipart.enabled=true")) {
            assertThat(beginOfProbe(uploading, "multipart/form-data; boundary=x", "Content-Length: 900000"))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    /** What a client gets to read that has sent a head and nothing of the body. */
    private static String beginOfProbe(ApiServer server, String type, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String head = "GET /actuator/health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "Content-Type: " + type
                    + "\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));

            byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());

            return new String(begin, StandardCharsets.US_ASCII);
        }
    }

    @Test
    void healthAndMetricsNeedTheRoleOperator() {
        assertThat(server.get("/actuator/health", null).status()).isEqualTo(401);
        BadInputIT.assertProblem(server.get("/actuator/health", server.user), 403, "role_insufficient");
        assertThat(server.get("/actuator/health", server.operator).body()).contains("a-detail");
        BadInputIT.assertProblem(server.get("/actuator/prometheus", server.user), 403, "role_insufficient");
        assertThat(server.get("/actuator/prometheus", server.operator).body())
                .contains("walden_api_keys_refused_total", "walden_api_event_streams");
        assertThat(server.get("/actuator/env", server.admin).status()).isEqualTo(404);
    }

    @Test
    void shutdownNeedsTheRoleAdminAndIsRecordedFirst() {
        BadInputIT.assertProblem(server.post("/api/v1/admin/shutdown", server.operator), 403, "role_insufficient");
        assertThat(server.shutdowns).isEmpty();

        Answer answer = server.post("/api/v1/admin/shutdown", server.admin);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(server.shutdowns).singleElement().satisfies(stop -> {
            assertThat(stop.reason()).isEqualTo("admin");
            assertThat(server.log()
                            .read(LongStream.rangeClosed(1, stop.durable())
                                    .boxed()
                                    .toList()))
                    .extracting(RecordedEvent::event)
                    .hasAtLeastOneElementOfType(AdminActed.class);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/tasks",
                "/api//v1/tasks",
                "/api/v1/tasks/",
                "/api/v1/tasks;x=1",
                "/api;x/v1/tasks",
                "/api/v1/%74asks",
                "/API/v1/tasks",
                "/api/v1/./tasks",
                "/api/v1/x/../tasks",
                "/api/v1/%2e/tasks",
                "/api/v1/x/%2e%2e/tasks",
                "/api%2fv1/tasks",
                "/api%5cv1/tasks",
                "/actuator/health/liveness/../../../api/v1/tasks",
                "/actuator/health/liveness/..;/..;/..;/api/v1/tasks",
                "/actuator/health/liveness;/../prometheus",
                "/actuator/health/readiness/",
                "/actuator/health/readiness;x",
                "/actuator/health//readiness",
                "/actuator/health/readiness/service",
                "/actuator;x/prometheus",
                "//actuator/prometheus",
                "/actuator/%70rometheus",
                "/Actuator/prometheus",
                "/actuator/health/liveness%00",
                "/actuator/health/liveness/%2e%2e/prometheus",
                "/api/v1/admin;x/shutdown",
                "/api/v1/%61dmin/shutdown",
                "http://127.0.0.1/api/v1/tasks",
                "*"
            })
    void otherSpellingsOfAPathOpenNothing(String path) throws IOException {
        assertThat(status(path, null)).as("no key").isIn(400, 401);
        assertThat(status(path, server.user))
                .as("role user")
                .isIn(path.startsWith("http:") ? List.of(200) : List.of(400, 403, 404));
    }

    @Test
    void pathsThatTheContainerRefusesAreProblemsToo() throws IOException {
        String answer = raw("/api%2fv1/tasks", server.user);

        assertThat(answer).contains("application/problem+json", "\"code\":\"bad_request\"");
        assertThat(answer).doesNotContain("<html", "Tomcat");
    }

    @Test
    void traceAndUnknownMethodsAreRefused() throws IOException {
        for (String method : List.of("TRACE", "FROBNICATE")) {
            assertThat(raw(method, "/api/v1/tasks", null)).as(method).containsAnyOf(" 401 ", " 405 ");
            assertThat(raw(method, "/api/v1/tasks", server.user))
                    .as(method)
                    .contains(" 405 ", "application/problem+json");
        }
    }

    @Test
    void answersAreNotForBrowsersToGuessFrameOrStore() {
        Answer answer = server.get("/api/v1/tasks", server.user);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private int status(String path, @Nullable String key) throws IOException {
        return Integer.parseInt(raw(path, key).split(" ", 3)[1]);
    }

    /** Past a client that would tidy up the path. */
    private String raw(String path, @Nullable String key) throws IOException {
        return raw("GET", path, key);
    }

    private String raw(String method, String path, @Nullable String key) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + (key == null ? "" : "Authorization: Bearer " + key + "\r\n") + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
