package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Attached;
import dev.walden.activity.ByteStore;
import dev.walden.activity.KeptBytes;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Bytes of somebody outside, as browsers and others are given them. */
@ResourceLock("api server")
class AttachmentApiIT {

    private static final byte[] BYTES = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};

    private final ApiServer server = ApiServer.shared();
    private TaskId task = new TaskId("taaaaaaaaaaaaaaaa");
    private String path = "";

    @BeforeEach
    void submit() {
        task = new TaskId(server.post("/api/v1/tasks", server.user, "{\"input\":\"draw\"}")
                .text("id"));
        path = "/api/v1/tasks/" + task + "/calls/c1.2/attachments/";
    }

    private void ended(String text, String... mediaTypes) {
        KeptBytes kept = server.context().getBean(ByteStore.class).put(BYTES);
        server.tasks.record(
                task,
                new ToolCallFinished(task, "c1.2", ToolCallOutcome.SUCCEEDED, text, false, Duration.ZERO)
                        .giving(List.of(mediaTypes).stream()
                                .<Attached>map(type -> new Attached.Kept(type, kept))
                                .toList()));
    }

    private HttpResponse<byte[]> bytes(int number) throws Exception {
        return server.client()
                .send(
                        server.request(path + number, server.user)
                                .header("Accept", "image/*")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void theBytesComeAsADownloadOfATypeThatDoesNoHarm() throws Exception {
        ended("drawn", "image/png", "audio/x-wav", "image/svg+xml", "text/html");

        assertThat(List.of(bytes(1), bytes(2), bytes(3), bytes(4)))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo(BYTES);
                    assertThat(answer.headers().firstValue("Content-Disposition"))
                            .contains("attachment");
                    assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                            .contains("nosniff");
                })
                .extracting(
                        answer -> answer.headers().firstValue("Content-Type").orElse(""))
                .containsExactly("image/png", "audio/x-wav", "application/octet-stream", "application/octet-stream");
    }

    @Test
    void theEventsOfATaskListThem() {
        ended("drawn", "image/png");

        assertThat(server.get("/api/v1/tasks/" + task + "/events", server.user).body())
                .contains("\"attachments\":[{\"mediaType\":\"image/png\",\"content\":{\"$blob\":\"", "\"bytes\":6}}]");
    }

    @Test
    void whatIsNotThereIsAProblem() {
        ended("drawn", "image/png");

        BadInputIT.assertProblem(server.get(path + 2, server.user), 404, "not_found");
        BadInputIT.assertProblem(server.get(path + 0, server.user), 422, "invalid_value");
        BadInputIT.assertProblem(server.get(path + "one", server.user), 422, "invalid_value");
        BadInputIT.assertProblem(server.get(path.replace("c1.2", "c1") + 1, server.user), 404, "not_found");
        BadInputIT.assertProblem(server.get(path + 1, server.bound), 404, "not_found");
        assertThat(server.get(path + 2, server.user).body()).contains("no attachment c1.2/2");
    }

    @Test
    void whatWasErasedIsGone() {
        ended("[forgotten]");

        BadInputIT.assertProblem(server.get(path + 1, server.user), 410, "forgotten");
    }
}
