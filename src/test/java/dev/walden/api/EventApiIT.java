package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent;
import dev.walden.api.ApiServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("api server")
class EventApiIT {

    private final ApiServer server = ApiServer.shared();
    private TaskId task = new TaskId("taaaaaaaaaaaaaaaa");
    private String path = "";

    @BeforeEach
    void submit() {
        task = new TaskId(server.post("/api/v1/tasks", server.user, "{\"input\":\"follow me\"}")
                .text("id"));
        path = "/api/v1/tasks/" + task + "/events";
    }

    @Test
    void recordsComeAsTheLogHasThem() {
        server.tasks.record(task, new ToolCallEvent.InputRequested(task, "c1", "Which \"colour\"?"));

        Answer answer = server.get(path + "?limit=2", server.user);

        assertThat(answer.body())
                .contains("\"type\":\"task-submitted\",\"v\":5,\"data\":{\"space\":\"default\"")
                .contains("\"type\":\"input-requested\",\"v\":1,"
                        + "\"data\":{\"call\":\"c1\",\"question\":\"Which \\\"colour\\\"?\"}");
    }

    @Test
    void pagesFollowEachOther() {
        server.tasks.record(task, new TaskEvent.TaskPaused(task, "k"));

        Answer first = server.get(path + "?limit=1", server.user);
        Answer second = server.get(path + "?limit=5&after=" + first.text("next"), server.user);

        assertThat(first.body()).contains("task-submitted").doesNotContain("task-paused");
        assertThat(second.body()).contains("task-paused").doesNotContain("task-submitted");
        assertThat(second.json()).containsEntry("next", null);
    }

    @Test
    void streamShowsWhatWasAndWhatComesAndEndsWithTheTask() throws Exception {
        try (BufferedReader stream = open(null)) {
            assertThat(nextEvent(stream)).anyMatch(line -> line.contains("task-submitted"));

            server.tasks.record(task, new TaskEvent.TaskPaused(task, "k"));
            assertThat(nextEvent(stream)).anyMatch(line -> line.contains("task-paused"));

            server.tasks.complete(task, "done");
            assertThat(nextEvent(stream)).anyMatch(line -> line.contains("task-completed"));
            assertThat(stream.readLine()).isNull();
        }
    }

    @Test
    void streamGoesOnBehindTheLastEventSeen() throws Exception {
        String firstId;
        try (BufferedReader stream = open(null)) {
            firstId = nextEvent(stream).getFirst().substring("id: ".length());
        }
        server.tasks.record(task, new TaskEvent.TaskPaused(task, "k"));
        server.tasks.complete(task, "done");

        try (BufferedReader again = open(firstId)) {
            assertThat(nextEvent(again)).anyMatch(line -> line.contains("task-paused"));
            assertThat(nextEvent(again)).anyMatch(line -> line.contains("task-completed"));
            assertThat(again.readLine()).isNull();
        }
    }

    @Test
    void nothingMoreToComeIs204() {
        server.tasks.complete(task, "done");

        Answer answer = server.send(server.request(path, server.user)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "999999")
                .GET());

        assertThat(answer.status()).isEqualTo(204);
    }

    @Test
    void streamsOfForeignAndUnknownTasksAreProblems() {
        HttpRequest.Builder foreign = server.request(path, server.bound).header("Accept", "text/event-stream");

        BadInputIT.assertProblem(server.send(foreign.GET()), 404, "not_found");
    }

    private BufferedReader open(@Nullable String lastEventId) throws Exception {
        HttpRequest.Builder request = server.request(path, server.user).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                server.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static List<String> nextEvent(BufferedReader stream) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = stream.readLine(); line != null && !line.isEmpty(); line = stream.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
