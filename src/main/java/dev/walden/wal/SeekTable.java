package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the frames of an archived segment begin: the last, skippable frame of its file, in the
 * <a href="https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md">zstd seekable
 * format</a>, without checksums of its own, as every frame carries one. Any zstd program unpacks such a file. Immutable.
 *
 * <pre>
 * 0x184D2A5E, bytes of what follows                     4 + 4 bytes, little endian like all
 * for each frame: bytes packed, bytes unpacked          4 + 4
 * number of frames, 0, 0x8F92EAB1                       4 + 1 + 4
 * </pre>
 */
final class SeekTable {

    private static final int SKIPPABLE = 0x184D2A5E;
    private static final int SEEKABLE = 0x8F92EAB1;
    private static final int HEAD_BYTES = 8;
    private static final int ENTRY_BYTES = 8;
    private static final int FOOT_BYTES = 9;
    /** Of a segment as large as the configuration allows, many times over. */
    private static final int MAX_FRAMES = 1 << 20;

    /** Where each frame begins in the file, and where the last one ends. */
    private final long[] packed;

    /** Likewise in the segment. */
    private final long[] plain;

    private SeekTable(long[] packed, long[] plain) {
        this.packed = packed;
        this.plain = plain;
    }

    /** The table of frames of these lengths. */
    static SeekTable of(int[] packedBytes, int[] plainBytes) {
        return new SeekTable(sums(packedBytes), sums(plainBytes));
    }

    private static long[] sums(int[] lengths) {
        var sums = new long[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            sums[i + 1] = sums[i] + lengths[i];
        }
        return sums;
    }

    /** Reads the table of a file, or throws when there is none. */
    static SeekTable read(ReadableFile file) throws IOException {
        long end = file.length();
        var foot = bytes(file, end - FOOT_BYTES, FOOT_BYTES);
        int frames = foot.getInt();
        if (foot.get() != 0 || foot.getInt() != SEEKABLE || frames < 0 || frames > MAX_FRAMES) {
            throw noTable();
        }
        long start = end - FOOT_BYTES - (long) frames * ENTRY_BYTES;
        var table = bytes(file, start - HEAD_BYTES, HEAD_BYTES + frames * ENTRY_BYTES);
        if (table.getInt() != SKIPPABLE || table.getInt() != frames * ENTRY_BYTES + FOOT_BYTES) {
            throw noTable();
        }
        var packedBytes = new int[frames];
        var plainBytes = new int[frames];
        for (int i = 0; i < frames; i++) {
            packedBytes[i] = table.getInt();
            plainBytes[i] = table.getInt();
            if (packedBytes[i] <= 0 || plainBytes[i] <= 0 || plainBytes[i] > ArchiveWriter.FRAME_BYTES) {
                throw noTable();
            }
        }
        var found = of(packedBytes, plainBytes);
        if (found.packed[frames] != start - HEAD_BYTES) {
            throw noTable();
        }
        return found;
    }

    private static NoTableException noTable() {
        return new NoTableException();
    }

    private static ByteBuffer bytes(ReadableFile file, long from, int length) throws IOException {
        if (from < 0) {
            throw noTable();
        }
        return ByteBuffer.wrap(ArchivedFile.bytes(file, from, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes that {@link #read} understands. */
    byte[] toBytes() {
        var bytes = ByteBuffer.allocate(HEAD_BYTES + frames() * ENTRY_BYTES + FOOT_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(SKIPPABLE).putInt(frames() * ENTRY_BYTES + FOOT_BYTES);
        for (int i = 0; i < frames(); i++) {
            bytes.putInt(packedBytes(i)).putInt(plainBytes(i));
        }
        return bytes.putInt(frames()).put((byte) 0).putInt(SEEKABLE).array();
    }

    int frames() {
        return packed.length - 1;
    }

    /** The length of the segment. */
    long plainLength() {
        return plain[frames()];
    }

    /** The frame that holds a byte of the segment, which must be before its end. */
    int frameOf(long position) {
        int found = Arrays.binarySearch(plain, position);
        return found >= 0 ? found : -found - 2;
    }

    long plainStart(int frame) {
        return plain[frame];
    }

    int plainBytes(int frame) {
        return (int) (plain[frame + 1] - plain[frame]);
    }

    long packedStart(int frame) {
        return packed[frame];
    }

    int packedBytes(int frame) {
        return (int) (packed[frame + 1] - packed[frame]);
    }
}
