package dev.walden.activity;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a data folder belongs to a backup beside the log: all but the log's segments, what can be rebuilt, and what was put aside for
 * people.
 *
 * <p>A link to a file counts as the file, as a key may lie elsewhere, and so does one of a whole part, as blobs may lie on another disk.
 * Any other link to a folder, which a task may have made, may lead anywhere; it is left out and told.
 *
 * @param files as paths within the folder
 * @param leftOut links that are not followed, likewise
 */
record HomeFiles(List<Path> files, List<Path> leftOut) {

    /** Looks through a data folder, which may be reached by a link itself. */
    static HomeFiles of(Path home) throws IOException {
        var root = home.toRealPath();
        var walk = new Walk(root);
        walk.run(root, Path.of(""));
        return new HomeFiles(walk.files, walk.leftOut);
    }

    private static final Set<Path> PARTS = Set.of(Path.of("blobs"), Path.of("keys"), Path.of("workspace"));

    private static final class Walk {

        private final Path root;
        private final List<Path> files = new ArrayList<>();
        private final List<Path> leftOut = new ArrayList<>();

        Walk(Path root) {
            this.root = root;
        }

        /** What is in {@code folder} is called as if it were in {@code name}. */
        void run(Path folder, Path name) throws IOException {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                    return isElsewhere(name.resolve(folder.relativize(entered)))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    visit(file, name.resolve(folder.relativize(file)), attributes.isSymbolicLink());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    return afterAll(failed);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path entered, @Nullable IOException failed)
                        throws IOException {
                    return afterAll(failed);
                }
            });
        }

        private void visit(Path file, Path name, boolean link) throws IOException {
            if (Files.isRegularFile(file)) {
                if (belongs(name)) {
                    files.add(name);
                }
            } else if (link && !isElsewhere(name)) {
                follow(file, name);
            }
        }

        /** Nothing is followed into the data folder, or out of it to what holds it. */
        private void follow(Path link, Path name) throws IOException {
            var target = Files.isDirectory(link) ? link.toRealPath() : root;
            boolean apart = !target.startsWith(root) && !root.startsWith(target);
            if (apart && PARTS.contains(name)) {
                run(target, name);
            } else {
                leftOut.add(name);
            }
        }

        /** A temporary file got its name, or a blob was swept, since its folder was read. */
        private static FileVisitResult afterAll(@Nullable IOException failed) throws IOException {
            if (failed != null && !(failed instanceof NoSuchFileException)) {
                throw failed;
            }
            return FileVisitResult.CONTINUE;
        }

        /** The log is copied in its own way, and views are not. */
        private static boolean isElsewhere(Path name) {
            return name.equals(Path.of("log")) || name.equals(Path.of("views"));
        }

        private static boolean belongs(Path file) {
            var name = file.toString();
            return (!file.startsWith("keys") || KeyFolder.isWrapped(file))
                    && !name.equals("LOCK")
                    && !name.equals(BackupManifest.NAME)
                    && !name.endsWith(".tmp")
                    && !name.endsWith(".prefill");
        }
    }
}
