package dev.walden.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The floor: 4 KiB written into a file that has its size already, and made durable, one after the other. */
final class RawDisk {

    private static final int BLOCK_BYTES = 4096;
    private static final int WRITES = 2_000;

    private RawDisk() {}

    static Percentiles measure(Path folder) throws IOException {
        Path file = folder.resolve("raw-disk");
        Files.write(file, new byte[BLOCK_BYTES * WRITES]);
        long[] nanos = new long[WRITES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            for (int i = 0; i < WRITES; i++) {
                long begun = System.nanoTime();
                channel.write(block.clear(), (long) i * BLOCK_BYTES);
                channel.force(false);
                nanos[i] = System.nanoTime() - begun;
            }
        } finally {
            Files.delete(file);
        }
        return Percentiles.of(nanos);
    }
}
