package dev.walden.tools.mcp;

import dev.walden.tools.programs.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of the system that a server is started through. Each sets something and becomes the next, so the process stays the same
 * one, and is bounded before the server's own program begins. Immutable.
 *
 * @param setsid lets it lead a process group
 * @param prlimit bounds it, and all that it begins, which cannot get over these bounds again unless it is root
 * @param choom offers it to the kernel first when memory runs out
 * @param limits above which nobody but root may go
 */
record Launcher(Optional<Path> setsid, Optional<Path> prlimit, Optional<Path> choom, KernelLimits limits) {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    static Launcher of(Programs programs) {
        return new Launcher(
                programs.find("setsid"), programs.find("prlimit"), programs.find("choom"), KernelLimits.read());
    }

    /** Says what will not be bounded. */
    void warn() {
        if (prlimit.isEmpty() || choom.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("prlimit", prlimit.isPresent())
                    .addKeyValue("choom", choom.isPresent())
                    .log("programs are missing, mcp servers have no bounds but those of the service");
        }
    }

    /** What is really started for a command. */
    List<String> line(List<String> command, ProcessBounds bounds) {
        List<String> line = new ArrayList<>();
        setsid.ifPresent(program -> line.add(program.toString()));
        prlimit.ifPresent(program -> line.addAll(List.of(
                program.toString(),
                "--core=0",
                "--data=" + Math.min(limits.dataBytes(), bounds.memoryBytes()),
                "--nproc=" + Math.min(limits.tasks(), limits.running() + bounds.processes()),
                "--")));
        choom.ifPresent(program -> line.addAll(List.of(program.toString(), "-n", "1000", "--")));
        line.addAll(command);
        return line;
    }
}
