package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ExpiredSamples;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ReplayReport.Divergence;
import dev.walden.orchestrator.ReplayReport.Standing;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded tasks are decided the same way again, and where they are not, it is said where. */
class TaskReplayTest {

    private static final Path RECORDED = Path.of("src/test/resources/recorded");
    private static final String UPDATE = "walden.golden.update";

    static List<Path> recorded() throws IOException {
        try (Stream<Path> files = Files.list(RECORDED)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void todaysCodeGoesTheWayOfEveryRecordedTask(Path file) throws IOException {
        ReplayReport report = TaskReplay.of(RecordedTask.read(file));

        RecordedTask.assertNoDivergence(report);
        assertThat(report.steps()).extracting(ReplayReport.Step::standing).contains(Standing.SAME);
    }

    /** Run with {@code -Dwalden.golden.update=true} to record those anew that are not there. */
    @ParameterizedTest
    @EnumSource
    void whatHasJustBeenRunIsReplayedTheSame(RecordedScenario scenario, @TempDir Path folder) throws Exception {
        TaskId id;
        ReplayReport report;
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            id = scenario.run(walden);
            report = TaskReplay.of(walden.records(id));
        }
        keep(scenario, id, folder);

        RecordedTask.assertNoDivergence(report);
        assertThat(report.next() == null)
                .isEqualTo(StateKind.ofCode(report.steps().getLast().after()).terminal());
    }

    @Test
    void anotherLimitIsReportedAtTheRecordThatItWouldHavePrevented() throws IOException {
        List<RecordedEvent> records = records(RecordedScenario.PARALLEL_TOOLS);
        TaskLimits oneStep = new TaskLimits(1, 200, 1_000_000, Duration.ofHours(1));

        Divergence divergence = TaskReplay.asRecorded()
                .withLimits(oneStep)
                .replay(records)
                .firstDivergence()
                .orElseThrow();

        RecordedEvent second = nth(records, TaskEvent.ReasoningStarted.class, 2);
        assertThat(divergence)
                .isEqualTo(new Divergence(second.seq(), "reasoning-started engine fake", "task-failed max_steps"));
        assertThat(divergence.sentence())
                .isEqualTo(
                        "Record %d is reasoning-started engine fake; today's code would have done: task-failed max_steps."
                                .formatted(second.seq()));
    }

    @Test
    void aVerdictThatTodaysCodeWouldNotGiveIsReported() throws IOException {
        List<RecordedEvent> records = changed(
                records(RecordedScenario.PARALLEL_TOOLS),
                event -> event instanceof Reflected it ? new Reflected(it.task(), Verdict.RETRY, "no") : event);

        ReplayReport report = TaskReplay.of(records);

        assertThat(report.firstDivergence())
                .contains(new Divergence(
                        nth(records, Reflected.class, 1).seq(),
                        "reflected retry: no",
                        "reasoning-started engine fake"));
        assertThat(report.steps()).extracting(ReplayReport.Step::standing).endsWith(Standing.UNCHECKED);
        assertThat(report.steps()).hasSameSizeAs(records);
    }

    @Test
    void aCallWithOtherArgumentsThanTheModelAskedForIsReported() throws IOException {
        List<RecordedEvent> records = changed(
                records(RecordedScenario.PARALLEL_TOOLS),
                event -> event instanceof ToolCallStarted it && it.call().equals("c4")
                        ? new ToolCallStarted(it.task(), "c4", it.tool(), Map.of("a", 9L), it.sideEffect(), null, 1)
                        : event);

        assertThat(TaskReplay.of(records).firstDivergence())
                .map(Divergence::recorded)
                .contains("tool-call-started c4 add{\"a\":9} (none, attempt 1)");
    }

    @Test
    void callsOneAfterTheOtherAreReportedWhereTodayTheyRunTogether() throws IOException {
        List<RecordedEvent> records = new ArrayList<>(records(RecordedScenario.PARALLEL_TOOLS));
        RecordedEvent firstOutcome = nth(records, ToolCallEvent.ToolCallFinished.class, 1);
        records.removeIf(entry ->
                entry.event() instanceof ToolCallStarted it && !it.call().equals("c1"));

        assertThat(TaskReplay.of(records).firstDivergence()).hasValueSatisfying(divergence -> {
            assertThat(divergence.seq()).isEqualTo(firstOutcome.seq());
            assertThat(divergence.today()).startsWith("tool-call-started c2 note");
        });
    }

    @Test
    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    void anUnsafeCallThatWasMadeAgainWithoutAPersonIsReported() throws IOException {
        List<RecordedEvent> records = changed(
                records(RecordedScenario.REPEATED_AFTER_A_CRASH),
                event -> event instanceof ToolCallStarted it
                        ? new ToolCallStarted(
                                it.task(), it.call(), it.tool(), it.arguments(), SideEffect.UNSAFE, null, it.attempt())
                        : event);

        assertThat(TaskReplay.of(records).firstDivergence())
                .map(Divergence::today)
                .hasValueSatisfying(today -> assertThat(today).contains("tool-call-in-doubt c1"));
    }

    @Test
    void aRecordThatNoStateAllowsEndsTheReplay() throws IOException {
        List<RecordedEvent> records = new ArrayList<>(records(RecordedScenario.STUCK));
        RecordedEvent begun = nth(records, TaskEvent.TaskStarted.class, 1);
        TaskEvent early = new ToolCallEvent.InputGiven(((TaskEvent) begun.event()).task(), "The second.", "key1");
        records.add(records.indexOf(begun) + 1, new RecordedEvent(begun.seq() + 1, begun.at(), early));

        ReplayReport report = TaskReplay.of(records);

        assertThat(report.firstDivergence())
                .map(Divergence::today)
                .contains("nothing of the kind, it cannot come in state perceiving");
        assertThat(report.steps()).hasSize(2);
    }

    @Test
    void withTodaysPolicyACallThatItAsksForIsReported() throws IOException {
        List<RecordedEvent> records = records(RecordedScenario.IN_DOUBT_SETTLED);
        CallChecks cautious = (call, _) -> callable(call, new Permission.Ask("It acts."));

        assertThat(TaskReplay.asRecorded().withPolicy(cautious).replay(records).firstDivergence())
                .contains(new Divergence(
                        nth(records, ToolCallStarted.class, 1).seq(),
                        "tool-call-started c1 act{} (unsafe, attempt 1)",
                        "approval-requested c1: It acts."));
    }

    @Test
    void withTheSamePolicyNothingIsReported() throws IOException {
        CallChecks same = (call, _) -> callable(call, new Permission.Allow());

        ReplayReport report =
                TaskReplay.asRecorded().withPolicy(same).replay(records(RecordedScenario.IN_DOUBT_SETTLED));

        RecordedTask.assertNoDivergence(report);
    }

    /** A crash may end the log anywhere, and leave the beginning of a commit. */
    @ParameterizedTest
    @EnumSource
    void everyBeginningOfATaskIsReplayedAndSaysWhatWouldComeNext(RecordedScenario scenario) throws IOException {
        List<RecordedEvent> records = records(scenario);

        for (int length = 1; length < records.size(); length++) {
            ReplayReport report = TaskReplay.of(records.subList(0, length));

            RecordedTask.assertNoDivergence(report);
            StateKind last = StateKind.ofCode(report.steps().getLast().after());
            assertThat(report.next() != null).isEqualTo(!last.terminal());
        }
    }

    /** So earlier versions did it, and only then made the other call again. */
    @Test
    void aProbeThatWasBegunBeforeACallBesideItsDoubtWasRecoveredIsNoDifference() throws IOException {
        List<RecordedEvent> records = records(RecordedScenario.PROBED_BESIDE_A_CALL);
        List<ActivityEvent> events =
                new ArrayList<>(records.stream().map(RecordedEvent::event).toList());
        RecordedEvent again = nth(records, ToolCallStarted.class, 1);
        ActivityEvent probe = nth(records, ToolCallEvent.ProbeBegun.class, 1).event();
        events.remove(probe);
        events.add(records.indexOf(again), probe);
        List<RecordedEvent> old = new ArrayList<>();
        for (RecordedEvent entry : records) {
            old.add(new RecordedEvent(entry.seq(), entry.at(), events.get(old.size())));
        }

        ReplayReport report = TaskReplay.of(old);

        assertThat(EventText.of(again.event())).contains("c2").contains("attempt 2");
        RecordedTask.assertNoDivergence(report);
        assertThat(report.next()).isNull();
    }

    @Test
    void aCallThatWasCutBesideADoubtComesBeforeThePerson() throws IOException {
        List<RecordedEvent> records = records(RecordedScenario.SETTLED_BESIDE_A_CALL);
        int doubtful = records.indexOf(nth(records, ToolCallEvent.ToolCallInDoubt.class, 1));

        ReplayReport report = TaskReplay.of(records.subList(0, doubtful + 1));

        assertThat(report.steps().getLast().after()).isEqualTo("in_doubt");
        assertThat(report.next()).startsWith("tool-call-started c2 note");
    }

    @Test
    void aTaskThatHasNotEndedSaysWhatItWouldDoNext() throws IOException {
        List<RecordedEvent> records = records(RecordedScenario.IN_DOUBT_SETTLED);
        int started = records.indexOf(nth(records, ToolCallStarted.class, 1));

        ReplayReport report = TaskReplay.of(records.subList(0, started + 1));

        assertThat(report.next()).startsWith("tool-call-in-doubt c1");
        assertThat(ReplayText.lines(report).getLast()).startsWith("The task has not ended; next it would do:");
    }

    /** Each of them in part, too, as a log is rewritten segment by segment. */
    @ParameterizedTest
    @MethodSource("recorded")
    void aTaskWhoseWordsWereErasedIsReplayedTheSameAndSaysSo(Path file) throws IOException {
        List<RecordedEvent> records = RecordedTask.read(file);

        for (int erased = 1; erased <= records.size(); erased++) {
            List<RecordedEvent> rest = new ArrayList<>(records);
            rest.subList(0, erased).replaceAll(RecordedEvent::wordless);
            ReplayReport report = TaskReplay.of(rest);

            RecordedTask.assertNoDivergence(report);
            assertThat(report.erased()).isTrue();
            assertThat(report.steps()).hasSize(events(records));
        }
        assertThat(TaskReplay.of(records).erased()).isFalse();
    }

    private static int events(List<RecordedEvent> records) {
        return records.stream().mapToInt(entry -> entry.parts().size()).sum();
    }

    @Test
    void ofAnErasedTaskIsCheckedWhatRestsOnNoWords() throws IOException {
        List<RecordedEvent> erased = records(RecordedScenario.PARALLEL_TOOLS).stream()
                .map(RecordedEvent::wordless)
                .toList();
        TaskLimits oneStep = new TaskLimits(1, 200, 1_000_000, Duration.ofHours(1));

        ReplayReport same = TaskReplay.of(erased);
        ReplayReport other = TaskReplay.asRecorded().withLimits(oneStep).replay(erased);

        assertThat(ReplayText.lines(same)).contains("Words erased; decisions that rest on them are taken as recorded.");
        assertThat(ReplayText.json(same)).contains("\"erased\":true");
        assertThat(other.firstDivergence()).map(Divergence::today).contains("task-failed max_steps");
    }

    @Test
    void whatIsErasedIsNotHeldAgainstTodaysPolicy() throws IOException {
        List<RecordedEvent> erased = records(RecordedScenario.ONE_TOOL_THRICE).stream()
                .map(RecordedEvent::wordless)
                .toList();
        CallChecks strict = (call, _) -> new CallCheck.Invalid("It lacks its arguments.");

        RecordedTask.assertNoDivergence(
                TaskReplay.asRecorded().withPolicy(strict).replay(erased));
    }

    @ParameterizedTest
    @EnumSource(names = {"PARALLEL_TOOLS", "APPROVED", "LIMIT_REACHED", "STUCK"})
    void anExpiredTaskIsRefusedAsItsStepsAreGone(RecordedScenario scenario) throws IOException {
        List<RecordedEvent> kept = records(scenario).stream()
                .filter(entry -> !(entry.event() instanceof TaskEvent)
                        || ExpiredSamples.stays().contains(entry.event().getClass()))
                .toList();

        assertThat(TaskReplay.isOfExpired(kept)).isTrue();
        assertThatThrownBy(() -> TaskReplay.of(kept))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" expired; its steps are no longer kept.");
    }

    @Test
    void recordsWithoutTheirBeginningAreRefused() throws IOException {
        List<RecordedEvent> records = records(RecordedScenario.STUCK);

        assertThatThrownBy(() -> TaskReplay.of(records.subList(1, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task-submitted")
                .hasMessageContaining("task-started in record " + records.get(1).seq());
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private static CallCheck callable(ToolCall call, Permission permission) {
        return new CallCheck.Callable(
                new ToolInput(call.arguments()), SideEffect.UNSAFE, Duration.ZERO, Duration.ZERO, permission);
    }

    private static List<RecordedEvent> records(RecordedScenario scenario) throws IOException {
        return RecordedTask.read(RECORDED.resolve(scenario.file()));
    }

    private static List<RecordedEvent> changed(List<RecordedEvent> records, UnaryOperator<ActivityEvent> change) {
        return records.stream()
                .map(entry -> new RecordedEvent(entry.seq(), entry.at(), change.apply(entry.event())))
                .toList();
    }

    private static RecordedEvent nth(List<RecordedEvent> records, Class<? extends ActivityEvent> type, int n) {
        return records.stream()
                .filter(entry -> type.isInstance(entry.event()))
                .skip(n - 1L)
                .findFirst()
                .orElseThrow();
    }

    /** Recorded tasks are never changed: what an earlier version decided is what they are for. */
    private static void keep(RecordedScenario scenario, TaskId id, Path folder) throws IOException {
        Path file = RECORDED.resolve(scenario.file());
        if (!Boolean.getBoolean(UPDATE) || Files.exists(file)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> segments = Files.list(folder.resolve("log"))) {
            for (Path segment : segments.filter(each -> each.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                Files.readAllLines(segment).stream()
                        .filter(line -> line.contains("\"task\":\"" + id + "\""))
                        .forEach(lines::add);
            }
        }
        Files.createDirectories(RECORDED);
        Files.write(file, lines);
    }
}
