package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.memory.learned.Call;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that cannot be read takes no other procedure along, nor the tasks of its space. */
class DamagedProcedureTest {

    private static final Call A = new Call("a", Map.of(), "x");
    private static final Call B = new Call("b", Map.of(), "y");

    @TempDir
    Path home;

    @Test
    void aDamagedProcedureIsLeftOutAndTheOthersAreOffered() throws Exception {
        try (LearnedFixture tasks = LearnedFixture.open(home)) {
            tasks.sums(MemoryFixture.SPACE, 3);
            for (int i = 0; i < 3; i++) {
                tasks.task(MemoryFixture.SPACE, "Do it", true, A, B);
            }
            tasks.look(LearnedMode.AUTO, 3);
            MemoryFixture memory = tasks.memory();
            memory.activity().settle();
            LearnedRow lost = memory.learned()
                    .find(MemoryFixture.SPACE, LearnedFixture.NAME)
                    .orElseThrow();

            LearnedProcedures learned = new LearnedProcedures(
                    damaged(memory.activity().log(), lost.seq()),
                    memory.activity().views(),
                    new SpaceLocks());
            ApprovedProcedures approved = new ApprovedProcedures(
                    memory.activity().views(), learned, memory.projection().procedures(), LearnedMode.AUTO);

            assertThat(approved.of(MemoryFixture.SPACE))
                    .extracting(FoundProcedure::name)
                    .containsExactly("learned-a-b");
            assertThat(approved.find(MemoryFixture.SPACE, LearnedFixture.NAME)).isEmpty();
            assertThat(learned.lastLearned(MemoryFixture.SPACE, 10)).hasSize(1);
            assertThatThrownBy(() -> learned.decide(MemoryFixture.SPACE, LearnedFixture.NAME, false, "key:op"))
                    .isInstanceOf(MemoryException.NoSuchProcedure.class);
        }
    }

    private static ActivityLog damaged(ActivityLog log, long seq) {
        return (ActivityLog) Proxy.newProxyInstance(
                ActivityLog.class.getClassLoader(), new Class<?>[] {ActivityLog.class}, (_, method, arguments) -> {
                    if (method.getName().equals("read") && ((Collection<?>) arguments[0]).contains(seq)) {
                        throw new ActivityException.Unreadable("Record " + seq + " is damaged.", null);
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }
}
