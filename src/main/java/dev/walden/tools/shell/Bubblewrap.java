package dev.walden.tools.shell;

import dev.walden.tools.shell.ShellProperties.Bounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A sandbox of namespaces, made by the program bwrap (0.8 or newer) for each command: the system's programs and the given folders can
 * be read, the working folder and a small {@code /tmp} written, and nothing else is there. No capability, no further namespace, no
 * controlling terminal, no network unless it is shared. All processes are in a process namespace of their own, which ends with the
 * command; and the whole ends with the thread that started it, so with the service too, however it ends.
 *
 * @param bwrap the program
 * @param prlimit the program that sets the bounds of processes; without it there are none but time
 * @param choom the program that offers them to the kernel first when memory runs out; without it the service may be taken instead
 * @param readable folders beside those of the system
 */
record Bubblewrap(
        Path bwrap,
        Optional<Path> prlimit,
        Optional<Path> choom,
        Collection<Path> readable,
        boolean network,
        Bounds bounds)
        implements Sandbox {

    private static final List<String> SYSTEM =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/alternatives", "/etc/ld.so.cache");
    private static final List<String> OF_NETWORK = List.of(
            "/etc/resolv.conf",
            "/etc/hosts",
            "/etc/nsswitch.conf",
            "/etc/ssl",
            "/etc/pki",
            "/etc/ca-certificates",
            "/etc/gai.conf");

    Bubblewrap {
        readable = List.copyOf(readable);
    }

    /** Whether a program can be seen inside, at this path without links. */
    boolean shows(Path program) {
        return showsToAll(program) || readable.stream().anyMatch(program::startsWith);
    }

    /** Whether a file is among those of the system, which every sandbox shows. */
    boolean showsToAll(Path file) {
        return SYSTEM.stream().anyMatch(file::startsWith);
    }

    @Override
    public List<String> wrapped(List<String> line, Path folder) {
        List<String> all = new ArrayList<>(List.of(bwrap.toString(), "--unshare-user", "--unshare-all"));
        if (network) {
            all.add("--share-net");
        }
        all.addAll(List.of("--disable-userns", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        all.add("--clearenv");
        CommandRun.environment("/tmp").forEach((name, value) -> all.addAll(List.of("--setenv", name, value)));
        SYSTEM.forEach(path -> all.addAll(List.of("--ro-bind-try", path, path)));
        if (network) {
            OF_NETWORK.forEach(path -> all.addAll(List.of("--ro-bind-try", path, path)));
        }
        String temporary = Long.toString(bounds.temporaryBytes());
        // What comes later lies above: a readable folder above /tmp, and below what nobody may be shown of the machine.
        all.addAll(List.of("--size", temporary, "--tmpfs", "/tmp"));
        readable.forEach(path -> all.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--size", temporary, "--tmpfs", "/dev/shm"));
        all.addAll(List.of("--bind", folder.toString(), folder.toString(), "--chdir", folder.toString()));
        // What is no mount of its own is memory that nothing bounds.
        all.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--"));
        prlimit.ifPresent(program -> all.addAll(List.of(
                program.toString(),
                "--core=0",
                "--nproc=" + bounds.processes(),
                "--data=" + bounds.memoryBytes(),
                "--fsize=" + bounds.fileBytes(),
                "--")));
        choom.ifPresent(program -> all.addAll(List.of(program.toString(), "-n", "1000", "--")));
        all.addAll(line);
        return all;
    }
}
