package dev.walden.wal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Reads a whole log with some threads, as bytes, as verified lines and as records: each step alone, for benchmarks. */
public final class ReadSpeed {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** What the records of the benchmarks take on the mean. */
    private static final int RECORD_BYTES = 340;

    private static final int PART_BYTES = 1 << 20;

    private final int threads;

    /** With so many threads. */
    public ReadSpeed(int threads) {
        this.threads = threads;
    }

    /** Bytes of all segments. */
    public static long bytes(Path home) throws IOException {
        long bytes = 0;
        for (Path segment : segments(home)) {
            bytes += Files.size(segment);
        }
        return bytes;
    }

    /** The floor: all bytes of the segments, and one CRC-32C over each piece of a record's size. Returns the bytes. */
    public long floor(Path home) throws IOException, InterruptedException {
        return sum(segments(home).stream()
                .<Callable<Long>>map(file -> () -> floorOf(file))
                .toList());
    }

    private static long floorOf(Path segment) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        var crc = new CRC32C();
        long bytes = 0;
        long all = 0;
        try (var file = new RandomAccessFile(segment.toFile(), "r")) {
            for (int read = file.read(chunk); read > 0; read = file.read(chunk)) {
                for (int at = 0; at < read; at += RECORD_BYTES) {
                    crc.reset();
                    crc.update(chunk, at, Math.min(RECORD_BYTES, read - at));
                    all += crc.getValue();
                }
                bytes += read;
            }
        }
        return all != 0 ? bytes : 0;
    }

    /** What {@code log verify} does with every line: framing, checksum, envelope and sequence. Returns the records. */
    public long verify(Path home) throws IOException, InterruptedException {
        var storage = new FileStorage(home);
        return sum(segments(home).stream()
                .<Callable<Long>>map(file -> () -> verified(file, storage))
                .toList());
    }

    private static long verified(Path segmentFile, Storage storage) throws IOException {
        String name = segmentFile.getFileName().toString();
        var segment = new Segment(SegmentName.first(name).orElseThrow(), 0);
        try (var file = storage.read(name)) {
            return SegmentCheck.of(segment, file, LineVisitor.NONE).lastSeq() - segment.first() + 1;
        }
    }

    /** All records through {@link WriteAheadLog#read}, in parts side by side. Returns the bytes of their bodies. */
    public long envelopes(WriteAheadLog log) throws InterruptedException {
        var next = new AtomicLong(log.first());
        var end = log.durable();
        return sum(IntStream.range(0, threads)
                .<Callable<Long>>mapToObj(i -> () -> envelopes(log, next, end))
                .toList());
    }

    private static long envelopes(WriteAheadLog log, AtomicLong next, long end) {
        long[] bytes = {0};
        while (true) {
            long from;
            long last;
            synchronized (next) {
                from = next.get();
                if (from > end) {
                    return bytes[0];
                }
                last = log.partEnd(from, end, PART_BYTES);
                next.set(last + 1);
            }
            log.read(from, last, entry -> (bytes[0] += entry.body().remaining()) > 0);
        }
    }

    private long sum(List<Callable<Long>> tasks) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long sum = 0;
            for (Future<Long> one : pool.invokeAll(tasks)) {
                sum += one.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> segments(Path home) {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
