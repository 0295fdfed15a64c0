package dev.walden.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a result go. Remembers the first failure, of which a {@link java.io.PrintStream} keeps no more than that there was
 * one. Confined to its thread.
 */
final class ResultStream extends OutputStream {

    private final OutputStream to;
    private @Nullable IOException failure;

    ResultStream(OutputStream to) {
        this.to = to;
    }

    /** What kept the result from being written whole. Whoever reads on for more of it may stop then. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the reader of a pipe went away, as {@code head} does once it has enough. */
    boolean isNoLongerRead() {
        return failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        noting(() -> to.write(bytes, from, length));
    }

    @Override
    public void flush() throws IOException {
        noting(to::flush);
    }

    @Override
    public void close() throws IOException {
        noting(to::close);
    }

    private void noting(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException failed) {
            failure = failure == null ? failed : failure;
            throw failed;
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
