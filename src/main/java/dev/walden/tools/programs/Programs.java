package dev.walden.tools.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where programs are looked for: never on the path of the environment, which others may have set. Immutable. */
public record Programs(List<Path> folders) {

    /** Those of the machine. */
    public static final Programs OF_THE_SYSTEM = new Programs(List.of(
            Path.of("/usr/local/bin"),
            Path.of("/usr/bin"),
            Path.of("/bin"),
            Path.of("/usr/local/sbin"),
            Path.of("/usr/sbin"),
            Path.of("/sbin")));

    public Programs {
        folders = List.copyOf(folders);
    }

    /** The program of this name, or the one at this absolute path. */
    public Optional<Path> find(String program) {
        Path path = Path.of(program);
        if (path.isAbsolute()) {
            return Optional.of(path).filter(Programs::isProgram);
        }
        return path.getNameCount() == 1
                ? folders.stream()
                        .map(folder -> folder.resolve(path))
                        .filter(Programs::isProgram)
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
