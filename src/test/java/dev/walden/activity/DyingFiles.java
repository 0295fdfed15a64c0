package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The real file system of a process that is killed after so many calls that change something: in the middle of the next. */
final class DyingFiles implements BlobFiles {

    private int left;

    DyingFiles(int calls) {
        left = calls;
    }

    /** The end of the process. */
    static final class Killed extends Error {}

    private void live() {
        if (left-- <= 0) {
            throw new Killed();
        }
    }

    @Override
    public OptionalLong size(Path file) throws IOException {
        return DISK.size(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return DISK.read(file);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (left <= 0) {
            DISK.write(file, Arrays.copyOf(content, content.length / 2));
        }
        live();
        DISK.write(file, content);
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
        live();
        DISK.sync(fileOrFolder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        live();
        DISK.rename(from, to);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        live();
        DISK.createFolder(folder);
    }

    @Override
    public List<Path> list(Path folder, String ending) throws IOException {
        return DISK.list(folder, ending);
    }

    @Override
    public void delete(Path file) throws IOException {
        live();
        DISK.delete(file);
    }
}
