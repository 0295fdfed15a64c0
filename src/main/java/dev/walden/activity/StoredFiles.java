package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How much lies in a part of a data folder.
 *
 * @param count files
 * @param bytes in all of them
 */
public record StoredFiles(long count, long bytes) {

    /** Nothing. */
    public static final StoredFiles NONE = new StoredFiles(0, 0);

    /** Everything below a folder; nothing when it is not there. */
    public static StoredFiles below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        long count = 0;
        long bytes = 0;
        try (var all = Files.walk(folder)) {
            for (var file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                try {
                    bytes += Files.size(file);
                    count++;
                } catch (NoSuchFileException gone) {
                    // The service beside us removed it.
                }
            }
        }
        return new StoredFiles(count, bytes);
    }
}
