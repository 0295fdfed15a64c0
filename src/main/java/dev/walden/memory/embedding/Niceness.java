package dev.walden.memory.embedding;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel thinks of a thread. Linux ignores Java's priorities, but has a nice value for each thread: setpriority(2),
 * section "C library/kernel differences".
 */
final class Niceness {

    private static final Logger log = LoggerFactory.getLogger(Niceness.class);
    private static final int OF_A_PROCESS = 0;
    private static final int THE_CALLER = 0;
    private static final int NICEST = 19;

    private Niceness() {}

    /** Lets the calling thread have only what nobody else wants, from now on. It cannot be taken back; where it fails, nothing changes. */
    @SuppressWarnings("restricted") // native access is enabled for the whole process
    static void yieldToAll() {
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup library = linker.defaultLookup();
            MethodHandle setPriority = linker.downcallHandle(
                    library.findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int failed = (int) setPriority.invokeExact(OF_A_PROCESS, THE_CALLER, NICEST);
            if (failed != 0) {
                log.atDebug().log("thread keeps its nice value");
            }
        } catch (Throwable e) { // a method handle declares it; no priority is worth an error
            log.atDebug().addKeyValue("error", e).log("thread keeps its nice value");
        }
    }
}
