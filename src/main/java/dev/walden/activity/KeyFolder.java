package dev.walden.activity;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The wrapped data keys of a data folder, {@code keys/0123456789abcdef.key}. A file is whole or absent: written aside, forced, renamed, and
 * the folder forced. One thread writes at a time.
 */
record KeyFolder(Path home, BlobFiles files) {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}\\.key");
    private static final String ENDING = ".key";
    private static final String ASIDE = ".key.tmp";

    static KeyFolder in(Path home) {
        return new KeyFolder(home, BlobFiles.DISK);
    }

    /** Whether a file, named from the data folder on, is a wrapped data key. */
    static boolean isWrapped(Path file) {
        return file.getNameCount() == 2
                && file.startsWith("keys")
                && NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    Path path() {
        return home.resolve("keys");
    }

    /** The ids of all keys, in order. */
    List<String> ids() {
        try {
            return files.list(path(), ENDING).stream()
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> NAME.matcher(name).matches())
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (NotDirectoryException notEvenAHome) {
            return List.of(); // opening the log says what is wrong
        } catch (IOException failed) {
            throw new ActivityException.KeyUnusable(
                    "The folder %s cannot be read: %s.".formatted(path(), failed), failed);
        }
    }

    /** @throws ActivityException.KeyUnusable when it is missing or damaged */
    KeyFile read(String id) {
        if (!NAME.matcher(id + ENDING).matches()) {
            throw new ActivityException.KeyUnusable(
                    "A data key has 16 hexadecimal digits; found: %s.".formatted(id), null);
        }
        Path file = path().resolve(id + ENDING);
        try {
            return KeyFile.parse(id, files.read(file));
        } catch (FileNotFoundException missing) {
            throw new ActivityException.KeyUnusable(
                    "Data key %s is not there: %s. Copy it from the folder keys of a backup; without it, what it encrypted is lost."
                            .formatted(id, file),
                    missing);
        } catch (IOException | RuntimeException failed) {
            throw new ActivityException.KeyUnusable(
                    "The file of a data key, %s, cannot be read: %s. Copy it from the folder keys of a backup."
                            .formatted(file, failed.getMessage()),
                    failed);
        }
    }

    /** Puts a key there, in place of the one with its id. Durable on return. */
    void write(KeyFile key) throws IOException {
        files.createFolder(path());
        files.sync(home);
        Path aside = path().resolve(key.id() + ASIDE);
        try {
            files.write(aside, key.content());
        } catch (IOException full) {
            try {
                files.delete(aside);
            } catch (IOException left) {
                full.addSuppressed(left);
            }
            throw full;
        }
        files.rename(aside, path().resolve(key.id() + ENDING));
        files.sync(path());
    }

    /** Deletes what was written aside by a process that ended; only with the data folder locked. */
    void deleteLeftOvers() throws IOException {
        for (Path left : files.list(path(), ASIDE)) {
            files.delete(left);
        }
    }
}
