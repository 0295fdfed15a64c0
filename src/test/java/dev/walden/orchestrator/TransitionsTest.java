package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.TaskEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {

    private static final Path ARCHITECTURE = Path.of("docs/ARCHITECTURE.md");
    private static final String BEGIN = "<!-- task-states -->";
    private static final String END = "<!-- /task-states -->";

    /** Written out, so that a change of the table is seen here: state, event, where it may lead. What is not here may not come. */
    private static final String EXPECTED = """
            queued             TaskStarted        perceiving
            queued             TaskPaused         paused
            queued             TaskCancelled      cancelled
            queued             TaskFailed         failed
            perceiving         ContextGathered    reasoning
            perceiving         TaskPaused         paused
            perceiving         TaskCancelled      cancelled
            perceiving         TaskFailed         failed
            reasoning          ReasoningStarted   reasoning
            reasoning          ReasoningFinished  reasoning calling_tools
            reasoning          Reflected          reasoning
            reasoning          TaskPaused         paused
            reasoning          TaskCancelled      cancelled
            reasoning          TaskCompleted      completed
            reasoning          TaskFailed         failed
            calling_tools      PlanMade           calling_tools
            calling_tools      TaskDelegated      calling_tools
            calling_tools      DelegationEnded    calling_tools reflecting
            calling_tools      ToolCallStarted    calling_tools
            calling_tools      ToolCallFinished   calling_tools reflecting in_doubt
            calling_tools      ToolCallInDoubt    in_doubt calling_tools
            calling_tools      ProbeBegun         calling_tools
            calling_tools      ApprovalRequested  awaiting_approval
            calling_tools      InputRequested     awaiting_input
            calling_tools      TaskPaused         paused
            calling_tools      TaskCancelled      cancelled
            calling_tools      TaskFailed         failed
            reflecting         Reflected          reasoning reflecting
            reflecting         ReasoningStarted   reasoning reflecting
            reflecting         ReasoningFinished  reflecting
            reflecting         TaskPaused         paused
            reflecting         TaskCancelled      cancelled
            reflecting         TaskFailed         failed
            awaiting_approval  ApprovalRequested  awaiting_approval
            awaiting_approval  ApprovalDecided    awaiting_approval calling_tools reflecting
            awaiting_approval  TaskPaused         paused
            awaiting_approval  TaskCancelled      cancelled
            awaiting_approval  DelegationEnded    awaiting_approval
            awaiting_input     DelegationEnded    awaiting_input
            in_doubt           DelegationEnded    in_doubt
            paused             DelegationEnded    paused
            cancelled          DelegationEnded    cancelled
            awaiting_input     InputGiven         calling_tools reflecting
            awaiting_input     TaskPaused         paused
            awaiting_input     TaskCancelled      cancelled
            in_doubt           ToolCallStarted    in_doubt
            in_doubt           ToolCallFinished   in_doubt
            in_doubt           ToolCallInDoubt    in_doubt
            in_doubt           ToolCallSettled    in_doubt calling_tools reflecting
            in_doubt           ProbeBegun         calling_tools
            in_doubt           CompensationBegun  calling_tools
            in_doubt           TaskPaused         paused
            in_doubt           TaskCancelled      cancelled
            paused             ContextGathered    paused
            paused             ReasoningFinished  paused
            paused             ToolCallFinished   paused
            paused             ToolCallInDoubt    paused
            paused             ToolCallSettled    paused
            paused             ProbeBegun         paused
            paused             CompensationBegun  paused
            paused             ApprovalDecided    paused
            paused             InputGiven         paused
            paused             TaskResumed        queued perceiving reasoning calling_tools reflecting \
            awaiting_approval awaiting_input in_doubt
            paused             TaskCancelled      cancelled
            cancelled          ContextGathered    cancelled
            cancelled          ReasoningFinished  cancelled
            cancelled          ToolCallFinished   cancelled
            cancelled          ToolCallInDoubt    cancelled
            """;

    static Stream<Arguments> everyStateWithEveryEvent() {
        return Arrays.stream(StateKind.values())
                .flatMap(kind -> Samples.events().stream().map(event -> Arguments.of(kind, event)));
    }

    @ParameterizedTest
    @MethodSource("everyStateWithEveryEvent")
    void tableAndFoldAllowExactlyWhatIsExpected(StateKind kind, TaskEvent event) {
        Set<StateKind> targets = expected(kind, event);
        TaskState state = Samples.stateFor(kind, event);

        assertThat(Transitions.targets(kind, event.getClass())).isEqualTo(targets);
        if (targets.isEmpty()) {
            assertThatThrownBy(() -> Fold.next(state, event))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(kind.code())
                    .hasMessageContaining(event.getClass().getSimpleName());
        } else {
            assertThat(Fold.next(state, event).kind()).isIn(targets);
        }
    }

    @Test
    void everyEventTypeHasASample() {
        Set<Class<?>> sampled = Samples.events().stream().map(Object::getClass).collect(Collectors.toSet());
        sampled.add(TaskEvent.TaskSubmitted.class);

        assertThat(sampled)
                .containsExactlyInAnyOrderElementsOf(records(TaskEvent.class).toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(TransitionsTest::records)
                : Stream.of(type);
    }

    @Test
    void everyStateCanBeReachedAndAllButTheEndsCanBeLeft() {
        Set<StateKind> reached = new TreeSet<>(Set.of(StateKind.QUEUED));
        for (StateKind from : StateKind.values()) {
            Samples.events().forEach(event -> reached.addAll(Transitions.targets(from, event.getClass())));
        }

        assertThat(reached).containsExactlyInAnyOrder(StateKind.values());
        assertThat(Arrays.stream(StateKind.values()).filter(kind -> !kind.terminal()))
                .allSatisfy(kind -> assertThat(Transitions.targets(kind, TaskEvent.TaskCancelled.class))
                        .containsExactly(StateKind.CANCELLED));
    }

    @Test
    void theDiagramInTheDocumentsIsTheTable() throws IOException {
        String document = Files.readString(ARCHITECTURE);
        String expected = BEGIN + "\n" + diagram() + END;
        String found = document.substring(document.indexOf(BEGIN), document.indexOf(END) + END.length());

        if (Boolean.getBoolean("walden.docs.update")) {
            Files.writeString(ARCHITECTURE, document.replace(found, expected));
            return;
        }
        assertThat(found)
                .as("docs/ARCHITECTURE.md; write it anew with -Dwalden.docs.update=true")
                .isEqualTo(expected);
    }

    private static Set<StateKind> expected(StateKind from, TaskEvent event) {
        return EXPECTED.lines()
                .map(line -> List.of(line.split("\\s+")))
                .filter(words -> words.get(0).equals(from.code())
                        && words.get(1).equals(event.getClass().getSimpleName()))
                .flatMap(words -> words.stream().skip(2))
                .map(StateKind::ofCode)
                .collect(Collectors.toSet());
    }

    /** Cancel and pause are possible everywhere and would hide the rest; the text says so. */
    private static String diagram() {
        StringBuilder mermaid = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> queued: task-submitted\n");
        for (StateKind from : StateKind.values()) {
            if (from.terminal()) {
                mermaid.append("    %s --> [*]%n".formatted(from.code()));
                continue;
            }
            var arrows = new TreeMap<StateKind, List<String>>();
            for (TaskEvent event : Samples.events()) {
                boolean everywhere = event instanceof TaskEvent.TaskCancelled || event instanceof TaskEvent.TaskPaused;
                Transitions.targets(from, event.getClass()).stream()
                        .filter(to -> !everywhere && from != StateKind.PAUSED && to != from)
                        .forEach(to -> arrows.merge(
                                to,
                                List.of(kebab(event)),
                                (one, other) -> Stream.concat(one.stream(), other.stream())
                                        .toList()));
            }
            arrows.forEach((to, names) ->
                    mermaid.append("    %s --> %s: %s%n".formatted(from.code(), to.code(), String.join(", ", names))));
        }
        return mermaid.append("```\n").toString();
    }

    private static String kebab(TaskEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<!^)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }
}
