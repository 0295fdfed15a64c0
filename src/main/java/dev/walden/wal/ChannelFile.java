package dev.walden.wal;

import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** Written in the calling thread, which may be interrupted: an interrupt would close a {@link FileChannel} for good. */
final class ChannelFile implements WritableFile {

    private static final CallingThread HERE = new CallingThread();

    private final AsynchronousFileChannel channel;
    private final Chunks chunks;
    private final UnaryOperator<IOException> sorted;

    private ChannelFile(AsynchronousFileChannel channel, Chunks chunks, UnaryOperator<IOException> sorted) {
        this.channel = channel;
        this.chunks = chunks;
        this.sorted = sorted;
    }

    /**
     * Opens a file.
     *
     * @param sorted gives a failure its type
     */
    static ChannelFile open(Path file, Chunks chunks, UnaryOperator<IOException> sorted, StandardOpenOption... options)
            throws IOException {
        try {
            return new ChannelFile(AsynchronousFileChannel.open(file, Set.of(options), HERE), chunks, sorted);
        } catch (IOException e) {
            throw sorted.apply(e);
        }
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public void write(byte[] bytes, int length, long position) throws IOException {
        var chunk = chunks.take();
        try {
            for (int done = 0; done < length; done += Chunks.BYTES) {
                chunk.clear()
                        .put(bytes, done, Math.min(Chunks.BYTES, length - done))
                        .flip();
                write(chunk, position + done);
            }
        } catch (IOException e) {
            throw sorted.apply(e);
        } finally {
            chunks.giveBack(chunk);
        }
    }

    private void write(ByteBuffer chunk, long position) throws IOException {
        long at = position;
        while (chunk.hasRemaining()) {
            var written = channel.write(chunk, at);
            if (written.state() == Future.State.FAILED) {
                throw new IOException(written.exceptionNow().getMessage(), written.exceptionNow());
            }
            at += written.resultNow();
        }
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw sorted.apply(e);
        }
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
