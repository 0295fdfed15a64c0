package dev.walden.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands on one data folder, and what they print. No application is around them. */
final class CliRun {

    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CliRun(Path home) {
        this.home = home;
    }

    int run(String... words) {
        return runTo(out, words);
    }

    /** @param result takes the place of the standard output */
    int runTo(OutputStream result, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--walden.home=" + home.toAbsolutePath());
        var console = Console.of(result, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Cli.run(new NoMeans(), console, Map.of(), all.toArray(String[]::new));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
