package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a path leads once all links are followed, also one whose last parts are not there yet. */
final class RealPath {

    private RealPath() {}

    static Path of(Path path) throws IOException {
        var absolute = path.toAbsolutePath();
        var parent = absolute.getParent();
        var name = absolute.getFileName();
        return Files.exists(absolute) || parent == null || name == null
                ? absolute.toRealPath()
                : of(parent).resolve(name).normalize();
    }

    /** A copy of a folder within that folder would grow by itself each time. */
    static void demandOutside(Path folder, Path inside, String refusal) throws IOException {
        if (of(inside).startsWith(of(folder))) {
            throw new IllegalArgumentException(refusal);
        }
    }
}
