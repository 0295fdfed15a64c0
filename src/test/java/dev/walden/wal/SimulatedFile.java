package dev.walden.wal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** The content of a file on the simulated disk: what programs see, what survives, and what each pending sector looked like in between. */
final class SimulatedFile {

    static final int SECTOR_BYTES = 512;
    private static final int BLOCK_BYTES = 4 * 1024;

    private byte[] bytes = {};
    private int length;
    private byte[] durable = {};
    private int truncatedTo = Integer.MAX_VALUE;
    private final Map<Integer, List<byte[]>> pendingSectors = new TreeMap<>();
    private final List<Integer> pendingLengths = new ArrayList<>();

    int length() {
        return length;
    }

    /** The content as a program sees it. */
    byte[] content() {
        return Arrays.copyOf(bytes, length);
    }

    int read(byte[] into, int offset, int count, long position) {
        int read = (int) Math.max(0, Math.min(count, length - position));
        System.arraycopy(bytes, (int) Math.min(position, length), into, offset, read);
        return read;
    }

    void write(byte[] from, int count, long position) {
        int end = (int) position + count;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (end + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES);
        }
        System.arraycopy(from, 0, bytes, (int) position, count);
        if (end > length) {
            length = end;
            pendingLengths.add(length);
        }
        for (int sector = (int) position / SECTOR_BYTES; sector * SECTOR_BYTES < end; sector++) {
            int start = sector * SECTOR_BYTES;
            pendingSectors
                    .computeIfAbsent(sector, one -> new ArrayList<>(2))
                    .add(Arrays.copyOfRange(bytes, start, start + SECTOR_BYTES));
        }
    }

    /** Zeros go out up to the end of the block, whether the new length does or not, as with ext4. */
    void truncate(int to) {
        length = to;
        truncatedTo = Math.min(truncatedTo, to);
        Arrays.fill(bytes, Math.min(to, bytes.length), bytes.length, (byte) 0);
        pendingLengths.add(to);
        int blockEnd =
                Math.min(bytes.length / SECTOR_BYTES, Math.ceilDiv(to, BLOCK_BYTES) * BLOCK_BYTES / SECTOR_BYTES);
        for (int sector = to / SECTOR_BYTES; sector < blockEnd; sector++) {
            pendingSectors.computeIfAbsent(sector, one -> new ArrayList<>(2));
        }
        pendingSectors.forEach((sector, versions) -> {
            if (sector >= to / SECTOR_BYTES) {
                versions.add(Arrays.copyOfRange(bytes, sector * SECTOR_BYTES, (sector + 1) * SECTOR_BYTES));
            }
        });
    }

    void force() {
        forceSectors(sector -> true);
        pendingLengths.clear();
    }

    /** Only sectors that wait are written: one that was lost in an earlier failure does not. */
    void forceSectors(IntPredicate written) {
        durable = Arrays.copyOf(durable, Math.min(durable.length, truncatedTo));
        durable = Arrays.copyOf(durable, Math.max(length, bytes.length));
        pendingSectors.forEach((sector, versions) -> {
            if (written.test(sector)) {
                System.arraycopy(versions.getLast(), 0, durable, sector * SECTOR_BYTES, SECTOR_BYTES);
            }
        });
        durable = Arrays.copyOf(durable, length);
        truncatedTo = Integer.MAX_VALUE;
        pendingSectors.clear();
    }

    /** What counts as written is what the disk has, from now on. */
    void forgetCleanPages() {
        for (int sector = 0; sector * SECTOR_BYTES < durable.length; sector++) {
            if (!pendingSectors.containsKey(sector)) {
                int start = sector * SECTOR_BYTES;
                int end = Math.min(start + SECTOR_BYTES, Math.min(durable.length, length));
                System.arraycopy(durable, start, bytes, start, Math.max(0, end - start));
            }
        }
    }

    SimulatedFile afterPowerLoss(RandomGenerator luck, double share) {
        int size = durable.length;
        if (!pendingLengths.isEmpty() && luck.nextDouble() < share) {
            size = pendingLengths.get(luck.nextInt(pendingLengths.size()));
        }
        var survivor = new SimulatedFile();
        var image = Arrays.copyOf(durable, Math.max(size, bytes.length) + SECTOR_BYTES);
        pendingSectors.forEach((sector, versions) -> {
            if (luck.nextDouble() < share) {
                var version =
                        versions.get(luck.nextDouble() < 0.8 ? versions.size() - 1 : luck.nextInt(versions.size()));
                System.arraycopy(version, 0, image, sector * SECTOR_BYTES, SECTOR_BYTES);
            }
        });
        survivor.write(image, size, 0);
        survivor.force();
        return survivor;
    }
}
