package dev.walden.memory.embedding;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the kernel runs a thread. Linux ignores Java's priorities. A nice value bounds how much a thread takes, but lets it finish its slice
 * of milliseconds while another waits; a thread of the policy {@code SCHED_IDLE} stops the moment another wakes up (sched(7)).
 */
final class IdlePolicy {

    private static final Logger log = LoggerFactory.getLogger(IdlePolicy.class);
    private static final int THE_CALLER = 0;
    private static final int SCHED_IDLE = 5;
    private static final int NO_PRIORITY = 0;

    private IdlePolicy() {}

    /** Lets the calling thread have only what nobody else wants, from now on. It cannot be taken back; where it fails, nothing changes. */
    @SuppressWarnings("restricted") // native access is enabled for the whole process
    static void yieldToAll() {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle setPolicy = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("sched_setscheduler"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            MemorySegment parameter = arena.allocateFrom(ValueLayout.JAVA_INT, NO_PRIORITY);
            int failed = (int) setPolicy.invokeExact(THE_CALLER, SCHED_IDLE, parameter);
            if (failed != 0) {
                log.atDebug().log("thread keeps its scheduling policy");
            }
        } catch (Throwable e) { // a method handle declares it; no policy is worth an error
            log.atDebug().addKeyValue("error", e).log("thread keeps its scheduling policy");
        }
    }
}
