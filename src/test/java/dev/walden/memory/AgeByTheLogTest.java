package dev.walden.memory;

import static dev.walden.memory.OldRecords.again;
import static dev.walden.memory.OldRecords.fact;
import static dev.walden.memory.OldRecords.message;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How old something is, by the times and the order of the records; and how much that is, in a line of the log. */
final class AgeByTheLogTest {

    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration OLD = KEEP.multipliedBy(2);
    private static final Duration YOUNG = Duration.ofDays(1);

    @TempDir
    private Path home;

    /** What a round forgets. */
    private List<String> forgotten() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            Ageing ageing = new Ageing(memory);
            int number = ageing.round(ageing.keeping(KEEP));
            List<String> all = memory.events(ContentErased.class).stream()
                    .flatMap(erased -> erased.items().stream())
                    .toList();
            assertThat(all).hasSize(number);
            return all;
        }
    }

    /** As of a machine that begins without the time, and is told it later. */
    @Test
    void aClockThatWasWrongWhenSomethingWasStoredMakesItNoOlderAndNothingYounger() throws Exception {
        try (OldRecords past = new OldRecords(home)) {
            past.at(Instant.now().plus(Duration.ofDays(300)), message("m1"))
                    .ago(OLD, message("m2"))
                    .ago(YOUNG, message("m3"))
                    .at(Instant.EPOCH, message("m4"));
        }

        assertThat(forgotten()).containsExactly("m2");
    }

    @Test
    void aFactThatWasSaidAgainWhileTheClockWasBehindIsYoung() throws Exception {
        try (OldRecords past = new OldRecords(home)) {
            past.ago(OLD, fact("f1"), fact("f2"), fact("f3"))
                    .ago(YOUNG, message("m1"), again("f2"))
                    .at(Instant.EPOCH, again("f1"), again("f2"));
        }

        assertThat(forgotten()).containsExactly("f3");
    }

    @Test
    void aFactThatWasLastSaidBeforeWhatIsYoungIsOld() throws Exception {
        try (OldRecords past = new OldRecords(home)) {
            past.ago(OLD, fact("f1"), again("f1")).ago(YOUNG, fact("f2"));
        }

        assertThat(forgotten()).containsExactly("f1");
    }

    @Test
    void behindAYoungRecordOfAnyKindNothingIsOld() throws Exception {
        try (OldRecords past = new OldRecords(home)) {
            past.ago(OLD, message("m1"))
                    .ago(YOUNG, MemoryFixture.asked(new TaskId("tyoungaaaaaaaaaaa"), "s", "What time is it?"))
                    .at(Instant.EPOCH, message("m2"), fact("f2"));
        }

        assertThat(forgotten()).containsExactly("m1");
    }

    private static ActivityEvent[] events(int from, int to, IntFunction<ActivityEvent> event) {
        return IntStream.range(from, to).mapToObj(event).toArray(ActivityEvent[]::new);
    }

    /** What the first look says. */
    private List<String> told(int old, int young) throws Exception {
        try (OldRecords past = new OldRecords(home)) {
            past.ago(OLD, events(0, young + old, i -> fact("f" + i))).ago(YOUNG, events(0, young, i -> again("f" + i)));
        }
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ForgettingByAge.class);
        AtomicInteger rests = new AtomicInteger();
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            logger.addAppender(lines);
            new Ageing(memory).keeping(Duration.ZERO, Duration.ZERO, KEEP).round(_ -> rests.incrementAndGet() < 0);
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(rests.get()).as("parts").isEqualTo((young + old) / 200 + 1);
        return lines.list.stream()
                .filter(line ->
                        line.getThreadName().equals(Thread.currentThread().getName())) // others forget, too
                .map(line -> line.getLevel() + " " + line.getMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void howMuchWillBeForgottenIsCountedToTheEndAlsoWhereTheFirstAreYoung() throws Exception {
        assertThat(told(210, 250))
                .singleElement()
                .asString()
                .startsWith(Level.WARN + " too old items will be forgotten")
                .contains("kind=\"fact\"", "items=\"210\"", "of=\"460\"", "at=\"", "clock=\"");
    }

    @Test
    void thatLittleWillBeForgottenIsNoWarning() throws Exception {
        assertThat(told(20, 250))
                .singleElement()
                .asString()
                .startsWith(Level.INFO + " too old items will be forgotten")
                .contains("items=\"20\"", "of=\"270\"");
    }

    @Test
    void thatNothingWillBeForgottenIsNotTold() throws Exception {
        assertThat(told(0, 2)).isEmpty();
    }
}
