package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells one content of a file from a later one, without reading it.
 *
 * @param key of the file system, which another file of the same name has not; null where there is none
 */
record FileVersion(@Nullable Object key, FileTime changed, long bytes) {

    static FileVersion of(Path file) throws IOException {
        var found = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileVersion(found.fileKey(), found.lastModifiedTime(), found.size());
    }
}
