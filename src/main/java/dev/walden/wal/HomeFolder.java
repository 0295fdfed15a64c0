package dev.walden.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;

/** Makes a data folder, and what is missing of the folders above it, so that a power loss takes none of them away. */
record HomeFolder(Path home) {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Makes the names in a folder durable. */
    @FunctionalInterface
    interface Sync {
        void sync(Path folder) throws IOException;
    }

    /** What is recorded is for nobody else to read; a folder that is there has the rights its maker wanted. */
    void make(Sync sync) throws IOException {
        var missing = new ArrayDeque<Path>();
        for (var folder = home.toAbsolutePath(); folder != null && !Files.isDirectory(folder); ) {
            missing.push(folder);
            folder = folder.getParent();
        }
        boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
        while (!missing.isEmpty()) {
            var folder = missing.pop();
            boolean ownersAlone = posix && missing.isEmpty();
            Files.createDirectories(
                    folder, ownersAlone ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
            var parent = folder.getParent();
            if (parent != null) {
                sync.sync(parent);
            }
        }
    }
}
