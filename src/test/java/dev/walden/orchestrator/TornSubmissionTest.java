package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityFixture;
import dev.walden.activity.IdempotencyKeys.Period;
import dev.walden.activity.IdempotencyKeys.Request;
import dev.walden.activity.ServiceEvent.IdempotencyKeyUsed;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TornLog;
import dev.walden.orchestrator.TaskService.TaskQuery;
import dev.walden.orchestrator.TaskSubmission.Idempotency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A submission with an idempotency key whose commit was cut by a crash makes no second task when it is sent again. */
final class TornSubmissionTest {

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T02:00:00Z"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sentAgainItGivesTheTaskThatIsThere(boolean ended) throws IOException {
        TaskId id = submittedAndCut();
        CountDownLatch go = new CountDownLatch(ended ? 0 : 1);

        try (OrchestratorFixture walden = open()) {
            walden.gateway.think((_, _) -> {
                go.await();
                return answer("done");
            });
            walden.engine().resumeAll();
            if (ended) {
                walden.rest(id);
            }
            List<TaskId> again = List.of(submit(walden, "digest"), submit(walden, "digest"), submit(walden, "digest"));
            go.countDown();

            assertThat(again).containsOnly(id);
            assertThat(walden.rest(id).state()).isEqualTo("completed");
            assertThat(walden.service().list(all()).tasks()).hasSize(1);
            assertThat(walden.gateway.prompts()).hasSize(1);
            assertThat(keysUsed(walden)).hasSize(1);
            assertThatThrownBy(() -> submit(walden, "other")).isInstanceOf(ActivityException.IdempotencyConflict.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 84, 167})
    void itIsFoundAsLongAsItsKeyWouldBe(int hours) throws IOException {
        TaskId id = submittedAndCut();
        pass(hours);

        try (OrchestratorFixture walden = open()) {
            assertThat(submit(walden, "digest")).isEqualTo(id);
            assertThat(walden.service().list(all()).tasks()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {169, 335, 1_000})
    void anotherUseOfAKeyThatIsForgottenIsAnotherTask(int hours) throws IOException {
        TaskId first = submittedAndCut();
        pass(hours);
        TaskId second;
        try (OrchestratorFixture walden = open()) {
            second = submit(walden, "digest");

            assertThat(submit(walden, "digest")).isEqualTo(second).isNotEqualTo(first);
        }
        pass(hours);

        try (OrchestratorFixture walden = open()) {
            assertThat(submit(walden, "digest")).isNotIn(first, second);
            assertThat(walden.service().list(all()).tasks()).hasSize(3);
        }
    }

    /** The length of periods was changed, so that one has the number of an earlier one. */
    @Test
    void anIdIsNotGivenTwice() {
        try (ActivityFixture activity = ActivityFixture.open(folder, new TaskProjection())) {
            TaskIndex index = new TaskIndex(activity.log(), activity.views());
            Request request = new Request("key1", "k", "digest");
            Instant since = Instant.now().plusSeconds(60);
            TaskId taken = KeyedTask.of(index, request, new Period(5, since), new Random())
                    .id();
            activity.append(new TaskSubmitted(
                    taken, Space.DEFAULT, "s", "x", null, Samples.LIMITS, Map.of(), "key1", null, null, null, null));

            KeyedTask same = KeyedTask.of(index, request, new Period(5, since), new Random());
            KeyedTask later = KeyedTask.of(index, request, new Period(6, since), new Random());

            assertThat(same.there()).isFalse();
            assertThat(later.there()).isFalse();
            assertThat(List.of(taken, same.id(), later.id())).doesNotHaveDuplicates();
            assertThat(KeyedTask.of(index, request, new Period(6, Instant.EPOCH), new Random()))
                    .isEqualTo(new KeyedTask(taken, true));
        }
    }

    /** Leaves of the commit what comes before the record of the key. */
    private TaskId submittedAndCut() throws IOException {
        TaskId id;
        try (OrchestratorFixture walden = open()) {
            id = submit(walden, "digest");
            walden.rest(id);
        }
        TornLog.cutBehind(0, line -> line.contains("idempotency-key-used"), folder);
        return id;
    }

    private OrchestratorFixture open() {
        return new OrchestratorFixture(folder, now::get);
    }

    private void pass(int hours) {
        now.updateAndGet(time -> time.plus(Duration.ofHours(hours)));
    }

    private static TaskId submit(OrchestratorFixture walden, String digest) {
        return walden.service().submit(OrchestratorFixture.submission("x", null, new Idempotency("k", digest)));
    }

    private static Stream<ActivityEvent> keysUsed(OrchestratorFixture walden) {
        return walden.log().commits().stream().flatMap(List::stream).filter(IdempotencyKeyUsed.class::isInstance);
    }

    private static TaskQuery all() {
        return new TaskQuery(null, null, null, null, 100);
    }
}
