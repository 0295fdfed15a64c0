package dev.walden.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the world outside wrote down, see {@link EffectServer} and {@link LedgerEffect}: each kind of tool in a file of its own. */
record EffectLedger(List<Path> files) {

    long begun(String what) throws IOException {
        return lines(what).stream().filter(line -> line.startsWith("begin ")).count();
    }

    long effects(String what) throws IOException {
        return lines(what).stream().filter(line -> line.startsWith("effect ")).count();
    }

    Set<String> keys(String what) throws IOException {
        return lines(what).stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .collect(Collectors.toSet());
    }

    /** How much there is; more, once anything was begun or done. */
    long size() throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private List<String> lines(String what) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains(" " + what + " "))
                        .forEach(lines::add);
            }
        }
        return lines;
    }
}
