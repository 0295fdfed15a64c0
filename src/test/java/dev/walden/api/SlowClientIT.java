package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent;
import dev.walden.orchestrator.Follower;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SlowClientIT {

    @SuppressWarnings("NullAway.Init")
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start("--server.tomcat.connection-timeout=1s");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void clientThatTakesNothingIsDisconnected() throws Exception {
        TaskId task = submit();
        try (Socket client = follow(task)) {
            await().until(() -> streams() == 1);

            for (int i = 0; i < 64; i++) { // far more than the sockets' buffers hold
                server.tasks.record(task, new ToolCallEvent.InputRequested(task, "c1", "x".repeat(512 * 1024)));
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> streams() == 0);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void clientThatTakesNoWordsIsDisconnectedAndHoldsNobodyUp() throws Exception {
        TaskId task = submit();
        try (Socket client = follow(task)) {
            await().until(() -> streams() == 1);

            for (int i = 0; i < 64; i++) {
                server.tasks.say(task, new Follower.Words(1, 1, false, "x".repeat(512 * 1024)));
            }
            server.tasks.complete(task, "done");

            await().atMost(Duration.ofSeconds(30)).until(() -> streams() == 0);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void streamOfAnIdleTaskEndsWhenTheServiceStops() throws Exception {
        try (ApiServer stopping = ApiServer.start();
                Socket client = follow(stopping, submit(stopping))) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            awaitLine(lines, "task-submitted");

            stopping.context().close();

            assertThat(lines.lines().toList())
                    .as("a whole answer, not a cut one")
                    .endsWith("0", "");
        }
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertThat(line).contains(part);
    }

    private static double streams() {
        return server.context()
                .getBean(MeterRegistry.class)
                .get("walden.api.event.streams")
                .gauge()
                .value();
    }

    private static TaskId submit() {
        return submit(server);
    }

    private static TaskId submit(ApiServer at) {
        return new TaskId(
                at.post("/api/v1/tasks", at.user, "{\"input\":\"talk\"}").text("id"));
    }

    private static Socket follow(TaskId task) throws Exception {
        return follow(server, task);
    }

    private static Socket follow(ApiServer at, TaskId task) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.port());
        String head = "GET /api/v1/tasks/" + task + "/events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Accept: text/event-stream\r\nAuthorization: Bearer " + at.user + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
