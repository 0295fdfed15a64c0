package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.api.ApiServer.Answer;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.TaskException;
import dev.walden.orchestrator.TaskService.TaskQuery;
import dev.walden.orchestrator.TaskSubmission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock("api server")
class TaskApiIT {

    private final ApiServer server = ApiServer.shared();

    @Test
    void submissionAnswers202WithTheTasksAddress() {
        Answer answer = server.post("/api/v1/tasks", server.user, "{\"input\":\"think\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/tasks/" + answer.text("id"));
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json())
                .containsEntry("state", "queued")
                .containsEntry("space", "default")
                .containsEntry("output", null)
                .containsEntry(
                        "usage", Map.of("inputTokens", 0, "outputTokens", 0, "cost", "0.0125", "currency", "EUR"))
                .containsEntry("createdAt", "2026-11-21T02:00:00Z")
                .doesNotContainKey("question");
        assertThat(server.get(answer.header("Location"), server.user).json()).isEqualTo(answer.json());
    }

    @Test
    void everyMemberReachesTheTask() {
        server.post("/api/v1/tasks", server.user, """
                {"input":"all of it","session":"s1","space":"lab","engine":"rules","metadata":{"a":"b"},
                 "limits":{"maxSteps":3,"maxToolCalls":0,"maxTokens":5000000000,"maxCost":"1.50","maxWallTime":"PT10M"},
                 "outputSchema": {"type": "number", "maximum": 1.5}}""");

        TaskSubmission got = server.tasks.submissions.getLast();
        assertThat(got.session()).isEqualTo("s1");
        assertThat(got.space()).isEqualTo(new Space("lab"));
        assertThat(got.engine()).isEqualTo("rules");
        assertThat(got.metadata()).isEqualTo(Map.of("a", "b"));
        assertThat(got.outputSchema()).isEqualTo("{\"type\":\"number\",\"maximum\":1.5}");
        assertThat(got.limits())
                .isEqualTo(new TaskSubmission.WantedLimits(
                        3, 0, 5_000_000_000L, Cost.parse("1.5"), Duration.ofMinutes(10)));
    }

    @Test
    void waitAnswers200WhenTheTaskEnds() {
        Answer answer = submit("finish this", "Prefer", "respond-async, wait=30");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(answer.json()).containsEntry("state", "completed").containsEntry("output", "done");
    }

    @Test
    void waitAnswers202WhenTheTaskNeedsAPerson() {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> submit("ask somebody", "Prefer", "wait=30"));
        TaskId id = awaitSubmitted("ask somebody");

        server.tasks.moveTo(id, StateKind.AWAITING_INPUT, null);

        assertThat(waiting.join().status()).isEqualTo(202);
        assertThat(waiting.join().text("state")).isEqualTo("awaiting_input");
    }

    @Test
    void waitAnswers202WhenTheTimeIsOver() {
        assertThat(submit("too long", "Prefer", "wait=1").status()).isEqualTo(202);
    }

    @Test
    void equalBodiesHaveOneDigestAndOthersAnother() {
        submitKeyed("{\"input\":\"x\",\"limits\":{\"maxSteps\":3}}");
        submitKeyed("{ \"limits\" : {\"maxSteps\": 3},\n \"input\":\"\\u0078\"}");
        submitKeyed("{\"input\":\"y\",\"limits\":{\"maxSteps\":3}}");

        List<TaskSubmission.Idempotency> seen = server
                .tasks
                .submissions
                .subList(server.tasks.submissions.size() - 3, server.tasks.submissions.size())
                .stream()
                .map(TaskSubmission::idempotency)
                .toList();
        assertThat(seen.get(0)).isEqualTo(seen.get(1)).isNotEqualTo(seen.get(2));
    }

    @Test
    void refusalsOfTheTaskServiceHaveTheirStatus() {
        assertThat(refused(new TaskException.QueueFull("Too many tasks are open.", Duration.ofSeconds(7))))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(429))
                .satisfies(answer -> assertThat(answer.header("Retry-After")).isEqualTo("7"));
        assertThat(refused(new TaskException.Stopping()))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.header("Retry-After")).isNotEmpty());
        assertThat(refused(new ActivityException.NoSpace("The disk is full.", null))
                        .status())
                .isEqualTo(507);
        assertThat(refused(new ActivityException.IdempotencyConflict("Another body.")))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(422))
                .satisfies(answer -> assertThat(answer.text("code")).isEqualTo("idempotency_key_reused"));
        assertThat(refused(new ActivityException.Unusable("fsync failed", null)))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("fsync"));
    }

    @Test
    void faultsOfTheServiceShowAnIdAndNothingElse() {
        Answer answer = refused(new IllegalStateException("the secret of the house"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(answer.text("instance")).matches("urn:walden:error:[0-9a-f]{16}");
        assertThat(answer.text("code")).isEqualTo("internal_error");
    }

    @ParameterizedTest
    @CsvSource({"cancel,cancelled", "pause,paused", "resume,queued"})
    void peopleSteerTasks(String act, String state) {
        String id = submit("steer").text("id");

        Answer answer = server.post("/api/v1/tasks/" + id + "/" + act, server.user);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("state")).isEqualTo(state);
        assertThat(server.tasks.acts.getLast()).startsWith(act + " by k");
    }

    @Test
    void steeringATaskThatEndedIsAConflict() {
        String id = submit("finish").text("id");

        Answer answer = server.post("/api/v1/tasks/" + id + "/cancel", server.user);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("not_now");
    }

    @Test
    void inputAndSettlementsReachTheTask() {
        String path = "/api/v1/tasks/" + submit("ask").text("id");

        assertThat(server.post(path + "/input", server.user, "{\"text\":\"blue\"}")
                        .status())
                .isEqualTo(200);
        assertThat(server.post(path + "/in-doubt", server.user, "{\"resolution\":\"succeeded\",\"result\":\"ok\"}")
                        .status())
                .isEqualTo(200);

        assertThat(server.tasks.acts).containsSubsequence("input blue", "settle SUCCEEDED");
    }

    @Test
    void aCallInDoubtIsProbedOrUndoneWhenAPersonSaysSo() {
        String path = "/api/v1/tasks/" + submit("ask").text("id") + "/in-doubt";

        for (String body : List.of(
                "{\"resolution\":\"probe\",\"toolCallId\":\"c1\"}",
                "{\"resolution\":\"compensate\"}",
                "{\"resolution\":\"compensate\",\"tool\":\"undo\",\"arguments\":{\"n\":7.10,\"id\":900719925474099312345}}")) {
            assertThat(server.post(path, server.user, body).status()).as(body).isEqualTo(200);
        }

        assertThat(server.tasks.acts)
                .containsSubsequence(
                        "probe c1",
                        "compensate null{} as USER",
                        "compensate undo{n=7.10, id=900719925474099312345} as USER");
    }

    @Test
    void aToolIsNamedOnlyWhereItIsToUndoSomething() {
        String path = "/api/v1/tasks/" + submit("ask").text("id") + "/in-doubt";

        for (String body : List.of(
                "{\"resolution\":\"retry\",\"tool\":\"undo\"}",
                "{\"resolution\":\"compensate\",\"arguments\":{}}",
                "{\"resolution\":\"undo\"}")) {
            assertThat(server.post(path, server.user, body).status()).as(body).isIn(400, 422);
        }
    }

    @Test
    void whatIsSaidOfACallInDoubtWhereItIsNotKeptIsRefusedWithWhatToDo() {
        String path = "/api/v1/tasks/" + submit("ask").text("id") + "/in-doubt";
        int before = server.tasks.acts.size();

        for (String body : List.of(
                "{\"resolution\":\"probe\",\"result\":\"ok\"}",
                "{\"resolution\":\"probe\",\"comment\":\"ok\"}",
                "{\"resolution\":\"compensate\",\"result\":\"ok\"}")) {
            Answer answer = server.post(path, server.user, body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.body())
                    .contains(
                            "result was expected with resolution retry, succeeded or failed only, and comment not with probe.");
        }
        assertThat(server.tasks.acts).hasSize(before);
        assertThat(server.post(path, server.user, "{\"resolution\":\"compensate\",\"comment\":\"ok\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void approvalsAreListedAndDecided() {
        TaskId task = new TaskId(submit("approve me").text("id"));
        server.tasks.askApproval(task, Space.DEFAULT, "a1");

        assertThat(server.get("/api/v1/approvals", server.user).body())
                .contains("\"id\":\"a1\"", "\"arguments\":{\"url\":\"http://example.org\"}");
        Answer decided = server.post("/api/v1/approvals/a1", server.user, "{\"decision\":\"approve\"}");

        assertThat(decided.text("state")).isEqualTo("calling_tools");
        assertThat(server.tasks.acts.getLast()).isEqualTo("decide true as USER");
        assertThat(server.post("/api/v1/approvals/a1", server.user, "{\"decision\":\"reject\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anApprovalMayCarryOtherArguments() {
        TaskId task = new TaskId(submit("approve me changed").text("id"));
        server.tasks.askApproval(task, Space.DEFAULT, "a-changed");
        String path = "/api/v1/approvals/a-changed";

        Answer rejected = server.post(path, server.user, "{\"decision\":\"reject\",\"arguments\":{}}");
        Answer list = server.post(path, server.user, "{\"decision\":\"approve\",\"arguments\":[1]}");
        Answer decided = server.post(
                path, server.user, "{\"decision\":\"approve\",\"arguments\":{\"sum\":0.1234567890123456789}}");

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(list.status()).isEqualTo(400);
        assertThat(decided.status()).isEqualTo(200);
        assertThat(server.tasks.acts.getLast()).isEqualTo("with {sum=0.1234567890123456789}");
    }

    @Test
    void listsFilterAndPage() {
        for (int i = 0; i < 3; i++) {
            server.post("/api/v1/tasks", server.user, "{\"input\":\"x\",\"session\":\"paged\"}");
        }

        Answer first = server.get("/api/v1/tasks?session=paged&limit=2", server.user);
        Answer second = server.get("/api/v1/tasks?session=paged&limit=2&after=" + first.text("next"), server.user);

        assertThat((List<?>) first.json().get("tasks")).hasSize(2);
        assertThat((List<?>) second.json().get("tasks")).hasSize(1);
        assertThat(second.json()).containsEntry("next", null);
        assertThat((List<?>) server.get("/api/v1/tasks?session=paged&state=completed", server.user)
                        .json()
                        .get("tasks"))
                .isEmpty();
    }

    @Test
    void boundKeyWorksInItsSpaceOnly() {
        String foreign = submit("foreign").text("id");
        server.tasks.askApproval(new TaskId(foreign), Space.DEFAULT, "a-foreign");

        Answer own = server.post("/api/v1/tasks", server.bound, "{\"input\":\"mine\"}");
        assertThat(own.text("space")).isEqualTo("home");
        assertThat(server.get("/api/v1/tasks", server.bound).body())
                .contains(own.text("id"))
                .doesNotContain(foreign);
        assertThat(server.post("/api/v1/tasks", server.bound, "{\"input\":\"x\",\"space\":\"lab\"}"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(403))
                .satisfies(answer -> assertThat(answer.text("code")).isEqualTo("space_forbidden"));
        assertThat(server.get("/api/v1/tasks?space=default", server.bound).status())
                .isEqualTo(403);
        for (String path : List.of("", "/events")) {
            assertThat(server.get("/api/v1/tasks/" + foreign + path, server.bound)
                            .status())
                    .isEqualTo(404);
        }
        for (String act : List.of("/cancel", "/pause", "/resume")) {
            assertThat(server.post("/api/v1/tasks/" + foreign + act, server.bound)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(server.get("/api/v1/approvals", server.bound).body()).doesNotContain("a-foreign");
        assertThat(server.post("/api/v1/approvals/a-foreign", server.bound, "{\"decision\":\"approve\"}")
                        .status())
                .isEqualTo(404);
    }

    private Answer submit(String input, String... headers) {
        var request = ApiServer.json(server.request("/api/v1/tasks", server.user), "{\"input\":\"" + input + "\"}");
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private void submitKeyed(String json) {
        Answer answer = server.send(ApiServer.json(server.request("/api/v1/tasks", server.user), json)
                .header("Idempotency-Key", "k-1"));
        assertThat(answer.status()).isEqualTo(202);
    }

    private Answer refused(RuntimeException refusal) {
        server.tasks.refuseNext(refusal);
        return submit("refused");
    }

    private TaskId awaitSubmitted(String input) {
        return await().until(
                        () -> server.tasks.list(new TaskQuery(null, "queued", null, null, 100)).tasks().stream()
                                .map(task -> server.tasks.find(task.id()).orElseThrow())
                                .filter(task -> task.input().equals(input))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .id();
    }
}
