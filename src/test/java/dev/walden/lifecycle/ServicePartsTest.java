package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ServicePartsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void partsStopInTheOppositeOrderOfTheirStart() {
        ServiceParts parts = parts(LONG, noting("log"), noting("memory"), noting("tasks"));

        parts.start();
        parts.drain();
        parts.stop();

        assertThat(seen)
                .containsExactly(
                        "start log",
                        "start memory",
                        "start tasks",
                        "drain tasks",
                        "drain memory",
                        "drain log",
                        "stop tasks",
                        "stop memory",
                        "stop log");
    }

    @Test
    void aFailedStartEndsTheStartAndNamesThePart() {
        ServicePart broken = ServicePart.named("memory").startingBy(() -> {
            throw new IllegalStateException("no index");
        });
        ServiceParts parts = parts(LONG, noting("log"), broken, noting("tasks"));

        assertThatThrownBy(parts::start).hasMessage("no index");

        assertThat(seen).containsExactly("start log");
        assertThat(parts.current()).isEqualTo("memory");
    }

    @Test
    void whatNeverBeganToStartIsNotStopped() {
        ServicePart broken = noting("views").startingBy(() -> {
            throw new IllegalStateException("record 7 is of a newer version");
        });
        ServiceParts parts = parts(LONG, broken, noting("log"));
        assertThatThrownBy(parts::start).hasMessage("record 7 is of a newer version");

        parts.drain();
        parts.stop();

        assertThat(seen).containsExactly("drain views", "stop views");
    }

    @Test
    void aHungPartIsLeftBehindAndTheLogStillCloses() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        ServicePart hung = ServicePart.named("memory").stoppingBy(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        ServiceParts parts = parts(SHORT, noting("log"), hung);

        parts.start();
        parts.stop();

        assertThatIsSeen("start log", "stop log");
        assertThat(parts.current()).isEqualTo("closing");
        interrupted.await();
    }

    @Test
    void aPartThatDeafensToInterruptsDoesNotHoldTheOthers() {
        var end = new CountDownLatch(1);
        ServicePart deaf = ServicePart.named("memory").drainingBy(atMost -> awaitWhateverComes(end));
        ServiceParts parts = parts(SHORT, noting("log"), deaf);

        parts.start();
        parts.drain();

        assertThatIsSeen("start log", "drain log");
        end.countDown();
    }

    @Test
    void aPartThatFailsToStopDoesNotKeepTheOthersFromIt() {
        ServicePart broken = ServicePart.named("memory").stoppingBy(() -> {
            throw new IllegalStateException("disk gone");
        });
        ServiceParts parts = parts(LONG, noting("log"), broken);

        parts.start();
        parts.stop();

        assertThat(seen).containsExactly("start log", "stop log");
    }

    @Test
    void aDrainIsToldHowLongItMayTake() {
        var told = new CopyOnWriteArrayList<Duration>();
        ServiceParts parts = new ServiceParts(
                List.of(ServicePart.named("tasks").drainingBy(told::add)), new StopTimes(LONG, SHORT, LONG.plus(LONG)));

        parts.start();
        parts.drain();

        assertThat(told).containsExactly(LONG);
    }

    @Test
    void aStopIsToldItsShareOfWhatIsLeft() {
        var told = new CopyOnWriteArrayList<Duration>();
        ServicePart part = ServicePart.named("views").stoppingWithin(told::add);
        ServiceParts parts = new ServiceParts(List.of(part, part), new StopTimes(LONG, LONG, LONG));

        parts.start();
        parts.drain();
        parts.stop();

        assertThat(told.getFirst()).isLessThanOrEqualTo(LONG.dividedBy(2));
        assertThat(told.getLast()).isGreaterThan(LONG.dividedBy(2)).isLessThanOrEqualTo(LONG);
    }

    @Test
    @Timeout(30)
    void theWholeStopKeepsItsTimeWhateverHangs() {
        var end = new CountDownLatch(1);
        ServicePart deaf = ServicePart.named("deaf")
                .drainingBy(atMost -> awaitWhateverComes(end))
                .stoppingBy(() -> awaitWhateverComes(end));
        ServiceParts parts = new ServiceParts(
                List.of(noting("log"), deaf, deaf, deaf), new StopTimes(SHORT, LONG, Duration.ofSeconds(1)));

        parts.start();
        parts.drain();
        parts.stop();

        assertThatIsSeen("start log", "drain log", "stop log");
        end.countDown();
    }

    /** Where the time of a part is short, its thread may get to run only after it. */
    private void assertThatIsSeen(String... all) {
        await().untilAsserted(() -> assertThat(seen).containsExactly(all));
    }

    private ServicePart noting(String name) {
        return ServicePart.named(name)
                .startingBy(() -> seen.add("start " + name))
                .drainingBy(atMost -> seen.add("drain " + name))
                .stoppingBy(() -> seen.add("stop " + name));
    }

    private static ServiceParts parts(Duration deadline, ServicePart... parts) {
        return new ServiceParts(Arrays.asList(parts), new StopTimes(deadline, deadline, LONG));
    }

    private static void awaitWhateverComes(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException ignoredOnPurpose) {
                // this is what a deaf part does
            }
        }
    }
}
