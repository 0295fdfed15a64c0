package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which calls count as the same, and for how long. */
final class HabitsTest {

    private Habits habits = Habits.of(Samples.submitted());

    private void reply(ToolCall... calls) {
        habits = habits.after(new ToolBatch(Arrays.stream(calls)
                .map(call -> new Entry(
                        call, new CallStatus.Done(ToolCallOutcome.SUCCEEDED, "ok", true, Duration.ZERO), null))
                .toList()));
    }

    private static ToolCall read(int number) {
        return ToolCall.of("c" + number, "read_file", Map.of("path", number + ".txt"));
    }

    private static ToolCall malformed(String arguments) {
        return new ToolCall("c1", "read_file", Map.of(), arguments);
    }

    @Test
    void howManyOthersStandInTheSameReplyMakesNoDifference() {
        ToolCall[] many = IntStream.range(0, 100).mapToObj(HabitsTest::read).toArray(ToolCall[]::new);

        reply(many);
        reply(many);
        reply(many);

        assertThat(many).allSatisfy(call -> assertThat(habits.repetitions(call)).isEqualTo(3));
    }

    @Test
    void twiceInOneReplyIsOnce() {
        reply(read(1), read(1));

        assertThat(habits.repetitions(read(1))).isEqualTo(1);
    }

    @Test
    void argumentsAreTheSameInWhateverOrderTheyStand() {
        Map<String, @Nullable Object> other = new LinkedHashMap<>();
        other.put("to", 9L);
        other.put("from", 1L);
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("from", 1L);
        one.put("to", 9L);

        reply(ToolCall.of("c1", "read_blob", one));

        assertThat(habits.repetitions(ToolCall.of("c2", "read_blob", other))).isEqualTo(1);
        assertThat(habits.repetitions(ToolCall.of("c2", "read_file", other))).isZero();
        assertThat(habits.repetitions(ToolCall.of("c2", "read_blob", Map.of("from", 1L))))
                .isZero();
    }

    @Test
    void argumentsThatAreNoObjectAreTheSameByTheirText() {
        reply(malformed("[1"));

        assertThat(habits.repetitions(malformed("[1"))).isEqualTo(1);
        assertThat(habits.repetitions(malformed("[2"))).isZero();
        assertThat(habits.repetitions(ToolCall.of("c1", "read_file", Map.of()))).isZero();
    }

    @Test
    void theLastThirtyTwoRepliesCount() {
        reply(read(0));
        for (int i = 1; i < 32; i++) {
            reply(read(i));
        }
        assertThat(habits.repetitions(read(0))).isEqualTo(1);

        reply(read(32));

        assertThat(habits.repetitions(read(0))).isZero();
        assertThat(habits.repetitions(read(1))).isEqualTo(1);
    }
}
