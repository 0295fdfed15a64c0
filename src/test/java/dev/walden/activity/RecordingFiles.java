package dev.walden.activity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The real file system, which notes what is asked of it and fails once told to. */
final class RecordingFiles implements BlobFiles {

    private final Path home;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile String failingCall = "";
    private volatile String failure = "";
    private volatile @Nullable IOException failureOfReads;

    RecordingFiles(Path home) {
        this.home = home;
    }

    List<String> calls() {
        return calls;
    }

    /** Calls whose name begins so fail from now on; none when it is empty. */
    void fail(String call, String message) {
        failure = message;
        failingCall = call;
    }

    /** All reads fail from now on. */
    void failReads(IOException failed) {
        failureOfReads = failed;
    }

    void note(String call) {
        calls.add(call);
    }

    @Override
    public OptionalLong size(Path file) throws IOException {
        return DISK.size(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        var failed = failureOfReads;
        if (failed != null) {
            throw failed;
        }
        return DISK.read(file);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        try {
            noteAndFail("write " + name(file));
        } catch (IOException failed) {
            DISK.write(file, Arrays.copyOf(content, content.length / 2)); // as a disk does that becomes full
            throw failed;
        }
        DISK.write(file, content);
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
        noteAndFail("sync " + name(fileOrFolder));
        DISK.sync(fileOrFolder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        noteAndFail("rename " + name(from) + " to " + name(to));
        DISK.rename(from, to);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        noteAndFail("create " + name(folder));
        DISK.createFolder(folder);
    }

    @Override
    public List<Path> list(Path folder, String ending) throws IOException {
        return DISK.list(folder, ending);
    }

    @Override
    public void delete(Path file) throws IOException {
        noteAndFail("delete " + name(file));
        DISK.delete(file);
    }

    private void noteAndFail(String call) throws IOException {
        calls.add(call);
        if (!failingCall.isEmpty() && call.startsWith(failingCall)) {
            throw new IOException(failure);
        }
    }

    private String name(Path path) {
        return home.relativize(path).toString();
    }
}
