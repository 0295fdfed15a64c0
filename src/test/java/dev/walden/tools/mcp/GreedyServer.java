package dev.walden.tools.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that takes memory and processes; what it takes ends by itself where nothing bounds it. */
public final class GreedyServer {

    /** How many processes it begins where nothing refuses them. */
    public static final int PROCESSES = 6000;

    private static final int DOUBLINGS = 28;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path SCRIPT = Path.of("src/test/resources/tools/mcp/greedy.sh");

    private GreedyServer() {}

    /** The command that starts it. */
    public static List<String> command() throws IOException {
        // As words, not as a file: nobody else than the user of the test can read that.
        return List.of(
                "/bin/sh",
                "-c",
                Files.readString(SCRIPT),
                "greedy",
                String.valueOf(DOUBLINGS),
                String.valueOf(PROCESSES));
    }

    /** The command that starts it as somebody whose processes the kernel bounds; empty where it is root and can be nobody else. */
    public static Optional<List<String>> commandNotAsRoot() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of(command());
        }
        if (!Files.isExecutable(SETPRIV)) {
            return Optional.empty();
        }
        List<String> all =
                new ArrayList<>(List.of(SETPRIV.toString(), "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        all.addAll(command());
        return Optional.of(all);
    }
}
