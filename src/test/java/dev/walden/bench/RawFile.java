package dev.walden.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The floor: one write into a file that has its size already, and one fdatasync. */
record RawFile(String name, int bytes) implements Contender {

    private static final int FILE_BYTES = 16 << 20;

    /** What all ratios refer to. */
    static final RawFile BLOCKS = new RawFile("raw write of 4 KiB and fdatasync", 4096);

    /** The same with as many bytes as one of Walden's lines has. */
    static final RawFile RECORDS = new RawFile("raw write of 290 bytes and fdatasync", 290);

    @Override
    public List<Integer> writers() {
        return List.of(1);
    }

    @Override
    public Session open(Path folder) throws IOException {
        Path file = folder.resolve("raw");
        Files.write(file, new byte[FILE_BYTES]);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.force(true);
        return new Opened(channel, ByteBuffer.allocateDirect(bytes));
    }

    private static final class Opened implements Session {
        private final FileChannel channel;
        private final ByteBuffer block;
        private long writes;

        Opened(FileChannel channel, ByteBuffer block) {
            this.channel = channel;
            this.block = block;
        }

        @Override
        public long append() throws IOException {
            long position = writes++ * block.capacity() % (FILE_BYTES - block.capacity());
            channel.write(block.clear(), position);
            channel.force(false);
            return 0;
        }

        @Override
        public double forces() {
            return writes;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
