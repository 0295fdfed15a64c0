package dev.walden.tools.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The tool {@code shell}.
 *
 * @param enabled whether there is one; it is offered when {@code walden.tools.granted} has {@code SHELL} too
 * @param allowed commands that may be run, by name, or by absolute path when they are outside of the usual folders
 * @param sandbox {@code bubblewrap}, or {@code none} to run commands with all rights of the service
 * @param network whether commands in the sandbox see the network of this machine, loopback included
 * @param readable folders that commands in the sandbox may read beside those of the system
 * @param bounds how much of what one command may take
 */
@ConfigurationProperties("walden.tools.shell")
record ShellProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<String> allowed,
        @DefaultValue("bubblewrap") Kind sandbox,
        @DefaultValue("false") boolean network,
        @DefaultValue List<Path> readable,
        @DefaultValue Bounds bounds) {

    ShellProperties {
        allowed = List.copyOf(allowed);
        readable = List.copyOf(readable);
        for (Path folder : readable) {
            if (!folder.isAbsolute() || folder.getNameCount() == 0) {
                throw new IllegalArgumentException(
                        "walden.tools.shell.readable holds absolute paths of folders below /; found: " + folder);
            }
        }
    }

    /** What keeps a command in. */
    enum Kind {
        /** Namespaces made by the program bwrap. */
        BUBBLEWRAP,
        /** Nothing. */
        NONE
    }

    /**
     * How much of what one command may take.
     *
     * @param time how long it may run, 1s to 1h
     * @param memory the data of each of its processes in the sandbox, 16MB and up
     * @param processes its processes and threads in the sandbox, 8 and up; without effect when the service runs as root
     * @param temporary what it may put into {@code /tmp} in the sandbox, 1MB and up; it is memory
     * @param file what each file that it writes in the sandbox may grow to, 1MB and up
     */
    record Bounds(
            @DefaultValue("60s") Duration time,
            @DefaultValue("1GB") DataSize memory,
            @DefaultValue("128") int processes,
            @DefaultValue("64MB") DataSize temporary,
            @DefaultValue("256MB") DataSize file) {

        Bounds {
            demand("time", time.toSeconds() >= 1 && time.toHours() <= 1, "1s to 1h", time);
            demand("memory", memory.toMegabytes() >= 16, "16MB and up", memory);
            demand("processes", processes >= 8, "8 and up", processes);
            demand("temporary", temporary.toMegabytes() >= 1, "1MB and up", temporary);
            demand("file", file.toMegabytes() >= 1, "1MB and up", file);
        }

        long memoryBytes() {
            return memory.toBytes();
        }

        long fileBytes() {
            return file.toBytes();
        }

        long temporaryBytes() {
            return temporary.toBytes();
        }

        private static void demand(String name, boolean holds, String range, Object found) {
            if (!holds) {
                throw new IllegalArgumentException(
                        "walden.tools.shell.bounds.%s must be %s; found: %s".formatted(name, range, found));
            }
        }
    }
}
