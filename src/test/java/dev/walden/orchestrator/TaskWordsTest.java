package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.orchestrator.Follower.Words;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who follow a task hear of its model. */
@Timeout(value = 60, threadMode = SEPARATE_THREAD)
final class TaskWordsTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    /** The model speaks one half, and the other one when it is let. */
    private final CountDownLatch begun = new CountDownLatch(1);

    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("It is 3.")));
    }

    @AfterEach
    void close() {
        goOn.countDown();
        walden.close();
    }

    @Test
    void whoComesInTheMiddleOfACallHearsItFromTheBeginningAndNothingIsKeptBehindItsEnd() throws Exception {
        speakInHalvesAt(1);
        TaskId task = walden.submit("1 + 2?");
        begun.await();

        Follower late = walden.service().follow(task);
        Words first = late.words().orElseThrow();
        goOn.countDown();
        walden.rest(task);

        List<RecordedEvent> records = walden.service().events(task, 0, 100).orElseThrow();
        assertThat(first.step()).isEqualTo(2);
        assertThat(first.text()).isEqualTo("It is ");
        assertThat(first.since())
                .isEqualTo(seqs(records, ReasoningStarted.class).getLast());
        assertThat(first.since())
                .isLessThan(seqs(records, ReasoningFinished.class).getLast());
        assertThat(late.words()).contains(new Words(2, first.since(), false, "3."));
        assertThat(late.words()).isEmpty();
        assertThat(walden.service().follow(task).words()).isEmpty();
    }

    @Test
    void nothingIsKeptOfACallThatHasEndedWhileItsTaskGoesOn() throws Exception {
        walden.gateway.speak((_, heard) -> heard.heard("Let me see."));
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> {
            begun.countDown();
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            return succeeded("3");
        });
        TaskId task = walden.submit("1 + 2?");

        begun.await();

        assertThat(walden.service().follow(task).words()).isEmpty();
    }

    @Test
    void twoWhoFollowHearTheSame() throws Exception {
        speakInHalvesAt(1);
        TaskId task = walden.submit("1 + 2?");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            begun.await();
            CountDownLatch hearing = new CountDownLatch(2);
            Future<List<Words>> one = threads.submit(() -> hear(task, hearing));
            Future<List<Words>> other = threads.submit(() -> hear(task, hearing));
            hearing.await();
            goOn.countDown();

            assertThat(texts(one.get())).isEqualTo("It is 3.");
            assertThat(texts(other.get())).isEqualTo("It is 3.");
        }
    }

    @Test
    void whatIsSaidAndWhatIsRecordedEndsTheWaitOfWhoeverFollows() throws Exception {
        speakInHalvesAt(0);
        TaskId task = walden.submit("1 + 2?");
        begun.await();
        Follower follower = walden.service().follow(task);
        assertThat(follower.words()).isPresent();
        assertThat(follower.await(Duration.ZERO)).as("all is heard").isFalse();

        goOn.countDown();

        assertThat(follower.await(OrchestratorFixture.LONG)).isTrue();
        walden.rest(task);
        assertThat(follower.mayHaveRecords(0)).isTrue();
        while (follower.await(Duration.ofMillis(100))) {
            follower.words();
        }
    }

    @Test
    void aCallThatIsCutShortLeavesNothingToHear() throws Exception {
        speakInHalvesAt(0);
        TaskId task = walden.submit("1 + 2?");
        begun.await();
        Follower follower = walden.service().follow(task);
        assertThat(follower.words()).isPresent();

        walden.service().cancel(task, "key1");
        walden.engine().drain();

        assertThat(walden.engine().awaitDrained(OrchestratorFixture.LONG)).isTrue();
        assertThat(follower.words()).isEmpty();
        assertThat(walden.service().follow(task).words()).isEmpty();
    }

    @Test
    void nobodyWaitsForWordsWhenTheServiceStops() throws Exception {
        speakInHalvesAt(0);
        TaskId task = walden.submit("1 + 2?");
        begun.await();
        Follower follower = walden.service().follow(task);
        follower.words();

        walden.engine().drain();

        assertThat(follower.await(Duration.ofHours(1))).isFalse();
    }

    private void speakInHalvesAt(int call) {
        walden.gateway.speak((index, heard) -> {
            if (index == call) {
                heard.heard("It is ");
                begun.countDown();
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                heard.heard("3.");
            }
        });
    }

    /** From the middle of a call to the task's end. */
    private List<Words> hear(TaskId task, CountDownLatch hearing) throws InterruptedException {
        Follower follower = walden.service().follow(task);
        List<Words> heard = new ArrayList<>(List.of(follower.words().orElseThrow()));
        hearing.countDown();
        while (follower.await(Duration.ofMillis(100))) {
            follower.words().ifPresent(heard::add);
        }
        follower.words().ifPresent(heard::add);
        return heard;
    }

    private static String texts(List<Words> words) {
        assertThat(words).extracting(Words::step).containsOnly(2);
        return String.join("", words.stream().map(Words::text).toList());
    }

    private static List<Long> seqs(List<RecordedEvent> records, Class<?> type) {
        return records.stream()
                .filter(entry -> type.isInstance(entry.event()))
                .map(RecordedEvent::seq)
                .toList();
    }
}
