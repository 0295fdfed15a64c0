package dev.walden.wal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A storage whose calls can be watched, dropped, delayed or made to fail. */
final class TamperedStorage implements Storage {

    enum Operation {
        LIST,
        CREATE,
        OPEN,
        OPEN_TO_READ,
        READ,
        WRITE,
        FORCE,
        TRUNCATE,
        RENAME,
        DELETE,
        SYNC_FOLDER
    }

    /**
     * A call about to be made.
     *
     * @param name of the file, for a rename the new one; empty for the folder
     * @param from for a rename the old name; else empty
     * @param filler whether it writes nothing but line breaks
     * @param at the first byte that it reads; else 0
     * @param bytes how many it reads at most; else 0
     * @param proceed makes it
     */
    record Call(Operation operation, String name, String from, boolean filler, long at, int bytes, Action proceed) {}

    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Decides what becomes of a call: makes it, or not, or fails. */
    @FunctionalInterface
    interface Tampering {
        void on(Call call) throws IOException;
    }

    private final Storage real;
    private final Tampering tampering;
    private final List<TamperedFile> open = new CopyOnWriteArrayList<>();

    TamperedStorage(Storage real, Tampering tampering) {
        this.real = real;
        this.tampering = tampering;
    }

    private void call(Operation operation, String name, boolean filler, Action proceed) throws IOException {
        tampering.on(new Call(operation, name, "", filler, 0, 0, proceed));
    }

    @Override
    public void lock() throws IOException {
        real.lock();
    }

    /** The result is needed, so this is one call that cannot be left out. */
    private <T> T result(Operation operation, String name, Source<T> real) throws IOException {
        var result = new AtomicReference<T>();
        call(operation, name, false, () -> result.set(real.get()));
        return Objects.requireNonNull(result.get(), "a call with a result was left out");
    }

    @FunctionalInterface
    private interface Source<T> {
        T get() throws IOException;
    }

    @Override
    public Map<String, Long> sizes() throws IOException {
        return result(Operation.LIST, "", real::sizes);
    }

    @Override
    public WritableFile create(String name) throws IOException {
        return opened(new TamperedFile(name, result(Operation.CREATE, name, () -> real.create(name))));
    }

    @Override
    public WritableFile write(String name) throws IOException {
        return opened(new TamperedFile(name, result(Operation.OPEN, name, () -> real.write(name))));
    }

    @Override
    public ReadableFile read(String name) throws IOException {
        return new TamperedReading(name, result(Operation.OPEN_TO_READ, name, () -> real.read(name)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        tampering.on(new Call(Operation.RENAME, to, from, false, 0, 0, () -> {
            real.rename(from, to);
            open.stream().filter(file -> file.name.equals(from)).forEach(file -> file.name = to);
        }));
    }

    private TamperedFile opened(TamperedFile file) {
        open.add(file);
        return file;
    }

    @Override
    public void delete(String name) throws IOException {
        call(Operation.DELETE, name, false, () -> real.delete(name));
    }

    @Override
    public void syncFolder() throws IOException {
        call(Operation.SYNC_FOLDER, "", false, real::syncFolder);
    }

    @Override
    public long usableBytes() throws IOException {
        return real.usableBytes();
    }

    @Override
    public boolean copyOnWrite() throws IOException {
        return real.copyOnWrite();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    @Override
    public String toString() {
        return real.toString();
    }

    private static boolean onlyLineBreaks(byte[] bytes) {
        for (byte b : bytes) {
            if (b != '\n') {
                return false;
            }
        }
        return true;
    }

    private final class TamperedReading implements ReadableFile {

        private final String name;
        private final ReadableFile file;

        TamperedReading(String name, ReadableFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public int read(byte[] into, int offset, int length, long position) throws IOException {
            var read = new AtomicInteger();
            tampering.on(new Call(
                    Operation.READ,
                    name,
                    "",
                    false,
                    position,
                    length,
                    () -> read.set(file.read(into, offset, length, position))));
            return read.get();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private final class TamperedFile implements WritableFile {

        private volatile String name;
        private final WritableFile file;

        TamperedFile(String name, WritableFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void write(byte[] bytes, int length, long position) throws IOException {
            var part = Arrays.copyOf(bytes, length);
            call(Operation.WRITE, name, onlyLineBreaks(part), () -> file.write(part, length, position));
        }

        @Override
        public void force() throws IOException {
            call(Operation.FORCE, name, false, file::force);
        }

        @Override
        public void truncate(long length) throws IOException {
            call(Operation.TRUNCATE, name, false, () -> file.truncate(length));
        }

        @Override
        public void close() throws IOException {
            open.remove(this);
            file.close();
        }
    }
}
