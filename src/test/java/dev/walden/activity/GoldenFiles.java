package dev.walden.activity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What released versions of Walden wrote, kept for ever in {@code src/test/resources/golden/vN}. A change of what is written adds a
 * folder and leaves the older ones as they are.
 */
final class GoldenFiles {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private GoldenFiles() {}

    /** All of this name, that of the oldest version first. */
    static List<Path> named(String name) {
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            return versions.filter(version -> version.getFileName().toString().matches("v\\d+"))
                    .sorted(Comparator.comparingInt(GoldenFiles::number))
                    .map(version -> version.resolve(name))
                    .filter(Files::exists)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString().substring(1));
    }
}
