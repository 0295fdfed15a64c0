package dev.walden.tools.mcp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel lets this process have, which is the most that it may give to others, and what its user has already. Immutable.
 *
 * @param dataBytes of memory
 * @param tasks processes and threads of the user
 * @param running those that there are
 */
record KernelLimits(long dataBytes, long tasks, long running) {

    /** As of now. What cannot be read is taken for unlimited, and for nothing that runs. */
    static KernelLimits read() {
        return read(Path.of("/proc"));
    }

    static KernelLimits read(Path proc) {
        List<String> limits = lines(proc.resolve("self/limits"));
        return new KernelLimits(hard(limits, "Max data size"), hard(limits, "Max processes"), running(proc));
    }

    private static long hard(List<String> limits, String name) {
        String text = limits.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.split(" {2,}", -1)[2])
                .orElse("unlimited");
        return text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text);
    }

    /** As the kernel counts them: each thread of each process of this user. */
    private static long running(Path proc) {
        String self = field(lines(proc.resolve("self/status")), "Uid:");
        long sum = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                List<String> status = lines(process.resolve("status"));
                sum += field(status, "Uid:").equals(self) ? Long.parseLong("0" + field(status, "Threads:")) : 0;
            }
        } catch (IOException _) {
            return 0;
        }
        return sum;
    }

    /** The first word behind a name; of user ids that is the real one. */
    private static String field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.split("\\s+", -1)[1])
                .orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of(); // the process has ended, or there is no such file on this system
        }
    }
}
