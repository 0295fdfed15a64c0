package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.TaskRecords;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.memory.learned.Call;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tasks that did something, on a log of a test, and what is learned from them. */
final class LearnedFixture implements AutoCloseable {

    static final String NAME = "learned-calculator-write-file";

    private static final TaskLimits LIMITS = new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1));

    private final MemoryFixture memory;
    private int made;
    private Consumer<TaskId> onReading = _ -> {};

    private LearnedFixture(MemoryFixture memory) {
        this.memory = memory;
    }

    static LearnedFixture open(Path home) {
        return new LearnedFixture(MemoryFixture.open(home));
    }

    MemoryFixture memory() {
        return memory;
    }

    /** So many tasks that calculate something else and write it elsewhere. */
    List<TaskId> sums(Space space, int number) {
        List<TaskId> tasks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            tasks.add(sum(space, true));
        }
        return tasks;
    }

    TaskId sum(Space space, boolean trusted) {
        int number = ++made;
        String path = "secret-" + number + ".txt";
        return task(
                space,
                "Calculate " + number + "*7 and write it to " + path,
                trusted,
                new Call("calculator", Map.of("expression", number + "*7"), String.valueOf(number * 7)),
                new Call("write_file", Map.of("path", path, "content", String.valueOf(number * 7)), "Written."));
    }

    /** One that did this, and completed. */
    TaskId task(Space space, String goal, boolean trusted, Call... calls) {
        TaskId task = begun(space, goal, trusted, calls);
        memory.append(
                new TaskCompleted(task, "Done.", List.of()),
                episode(task, space, "completed", tools(calls), List.of()));
        return task;
    }

    /** The same, but it failed in the end. */
    void failed(Space space, String goal, Call... calls) {
        TaskId task = begun(space, goal, true, calls);
        memory.append(
                new TaskFailed(task, "stuck", "It went in circles.", null),
                episode(task, space, "failed", tools(calls), List.of()));
    }

    /** The same by a procedure. */
    void guided(Space space, String goal, Call... calls) {
        TaskId task = begun(space, goal, true, calls);
        memory.append(
                new TaskCompleted(task, "Done.", List.of()),
                episode(task, space, "completed", tools(calls), List.of("greeting")));
    }

    /** The same, but its last call was settled by a person. */
    TaskId settled(Space space, String goal, Call... calls) {
        TaskId task = begun(space, goal, true, calls);
        memory.append(
                new ToolCallSettled(task, "c" + calls.length, Resolution.SUCCEEDED, "I did it.", null, "key:op"),
                new TaskCompleted(task, "Done.", List.of()),
                episode(task, space, "completed", tools(calls), List.of()));
        return task;
    }

    /** A task that followed a procedure. */
    void followed(Space space, String name, String outcome) {
        memory.append(episode(memory.newTask(), space, outcome, List.of("use_skill"), List.of(name)));
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private TaskId begun(Space space, String goal, boolean trusted, Call... calls) {
        TaskId task = memory.newTask();
        memory.append(new TaskSubmitted(
                task, space, task.value(), goal, null, LIMITS, Map.of(), "k", null, null, null, null));
        int number = 0;
        for (Call call : calls) {
            String id = "c" + ++number;
            memory.append(
                    new ToolCallStarted(task, id, call.tool(), call.arguments(), SideEffect.NONE, null, 1),
                    new ToolCallFinished(
                            task, id, ToolCallOutcome.SUCCEEDED, call.result(), trusted, Duration.ofMillis(1)));
        }
        return task;
    }

    private static EpisodeRecorded episode(
            TaskId task, Space space, String outcome, List<String> tools, List<String> procedures) {
        return new EpisodeRecorded(
                task,
                space,
                task.value(),
                outcome,
                tools,
                null,
                Duration.ofMillis(5),
                procedures,
                List.of(),
                TokenUsage.ZERO,
                Cost.NONE);
    }

    private static List<String> tools(Call... calls) {
        return List.of(calls).stream().map(Call::tool).toList();
    }

    /** Looks at all that was done, as the service does behind. */
    void look() throws InterruptedException {
        look(LearnedMode.ASK, 3);
    }

    void look(LearnedMode mode, int after) throws InterruptedException {
        memory.activity().settle();
        Proposals proposals = proposals(mode, after);
        for (Way way : memory.activity().views().read(proposals::waysOf)) {
            proposals.propose(way);
        }
        proposals.retire();
    }

    Proposals proposals(LearnedMode mode, int after) {
        return proposals(memory.learned(), mode, after);
    }

    Proposals proposals(LearnedProcedures learned, LearnedMode mode, int after) {
        return new Proposals(
                memory.activity().log(),
                memory.activity().views(),
                learned,
                new Examples(reader(), UndoParts.shown(memory)),
                new ProcedureNames(memory.activity().views(), memory.skills()),
                mode,
                after);
    }

    RunReader reader() {
        return new RunReader(memory.activity().log(), memory.activity().views(), () -> Optional.of(new Records()));
    }

    /** Has something happen each time when the records of a task are about to be read. */
    void onReading(Consumer<TaskId> act) {
        onReading = act;
    }

    LearnedProcedure approve(Space space, String name) throws InterruptedException {
        return memory.learned().decide(space, name, true, "key:op");
    }

    /** The first of a space. */
    LearnedProcedure only(Space space) throws InterruptedException {
        return memory.learned().lastLearned(space, 100).getFirst();
    }

    List<ProcedureLearned> learned() {
        return memory.events(ProcedureLearned.class);
    }

    List<ProcedureDecided> decided() {
        return memory.events(ProcedureDecided.class);
    }

    List<ProcedureRetired> retired() {
        return memory.events(ProcedureRetired.class);
    }

    @Override
    public void close() {
        memory.close();
    }

    /** Somebody may act when one is read. */
    private final class Records implements TaskRecords {
        @Override
        public Optional<List<Long>> ofEnded(TaskId task, Connection views) {
            onReading.accept(task);
            return new ScannedRecords(memory.activity().log()).ofEnded(task, views);
        }
    }
}
