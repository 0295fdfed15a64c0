package dev.walden.tools.shell;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One command from its begin to its end, by the thread that waits for it. Without input and without the environment of this process.
 *
 * @param line what is started
 * @param folder where it works
 */
record CommandRun(List<String> line, Path folder) {

    /** Of each of the two streams. */
    static final int MOST_BYTES = 64 << 10;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

    /** All that a command sees of an environment. */
    static Map<String, String> environment(String home) {
        return new TreeMap<>(Map.of("HOME", home, "LANG", "C.UTF-8", "PATH", PATH));
    }

    /**
     * Starts it and waits until it has ended, at the latest when its time is over.
     *
     * @throws IOException when it could not be started, so nothing has happened
     * @throws InterruptedException when interrupted; it is killed then
     */
    Ended run(Duration atMost) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment(folder.toString()));
        Process process = builder.start();
        BoundedOutput output = new BoundedOutput(MOST_BYTES);
        BoundedOutput errors = new BoundedOutput(MOST_BYTES);
        List<Thread> readers = List.of(output.read(process.getInputStream()), errors.read(process.getErrorStream()));
        boolean inTime;
        try {
            inTime = process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            kill(process);
        }
        for (Thread reader : readers) {
            // Without a sandbox, a child that took itself out of the family may hold the stream for ever.
            var _ = reader.join(LAST_WORDS);
        }
        return new Ended(
                inTime ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(), output.text(), errors.text());
    }

    /** In the sandbox the kernel ends all with its first process; without one, this finds those whose parents still live. */
    private static void kill(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        // By its handle: the process itself would close its streams too, with what nobody has read yet.
        process.toHandle().destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * How it ended.
     *
     * @param exitCode empty when it was killed because its time was over
     */
    record Ended(OptionalInt exitCode, String output, String errors) {}
}
