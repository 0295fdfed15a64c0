package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that forgets. Each file has an image that survives and sectors written since the last force; the folder has names that
 * survive and changes since the last sync. At a power loss every pending sector keeps its old content or any later one, every
 * pending change of a name may be missing, and lengths likewise. It can go off at its k-th changing operation.
 */
final class SimulatedDisk implements Storage {

    static final int SECTOR_BYTES = 512;

    private final Map<String, Inode> durableNames = new TreeMap<>();
    private final Map<String, Inode> names = new TreeMap<>();
    private final List<NameChange> pendingNames = new ArrayList<>();
    private long usableBytes = Long.MAX_VALUE / 4;
    private long operations;
    private long offAt = Long.MAX_VALUE;
    private boolean locked;

    /** The power goes at the k-th changing operation from now on: it may happen in part, all later ones fail. */
    synchronized void goOffAt(long k) {
        offAt = operations + k;
    }

    synchronized boolean off() {
        return operations >= offAt;
    }

    synchronized long operations() {
        return operations;
    }

    synchronized void usableBytes(long bytes) {
        usableBytes = bytes;
    }

    /** What is on the disk after the power came back; {@code luck} decides what of the pending got there. */
    synchronized SimulatedDisk afterPowerLoss(RandomGenerator luck) {
        var next = new SimulatedDisk();
        var survivors = new HashMap<Inode, Inode>();
        double share = switch (luck.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1;
            default -> luck.nextDouble();
        };
        var survivingNames = new TreeMap<>(durableNames);
        for (var change : pendingNames) {
            if (luck.nextDouble() < share) {
                change.apply(survivingNames);
            }
        }
        survivingNames.forEach((name, inode) -> {
            var survivor = survivors.computeIfAbsent(inode, one -> one.afterPowerLoss(luck, share));
            next.names.put(name, survivor);
            next.durableNames.put(name, survivor);
        });
        return next;
    }

    /** What a process finds that starts after this one was killed: all that was written. */
    synchronized SimulatedDisk afterKill() {
        locked = false;
        offAt = Long.MAX_VALUE;
        return this;
    }

    /** The content of a file as a program sees it. */
    synchronized byte[] content(String name) {
        return Arrays.copyOf(inode(name).bytes, inode(name).length);
    }

    /** Puts a durable file on the disk. */
    synchronized void put(String name, byte[] content) {
        var inode = new Inode();
        inode.write(content, content.length, 0);
        inode.force();
        names.put(name, inode);
        durableNames.put(name, inode);
    }

    private Inode inode(String name) {
        var inode = names.get(name);
        if (inode == null) {
            throw new IllegalArgumentException(name);
        }
        return inode;
    }

    /** Counts a changing operation. The one at which the power goes is done to the memory of the system, no more. */
    private void operation() throws IOException {
        if (off()) {
            throw new IOException("the machine is off");
        }
        operations++;
    }

    private void afterOperation() throws IOException {
        if (off()) {
            throw new IOException("the machine went off");
        }
    }

    @Override
    public synchronized void lock() {
        if (locked) {
            throw new WalException.Locked("held");
        }
        locked = true;
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized WritableFile create(String name) throws IOException {
        operation();
        if (names.containsKey(name)) {
            throw new IOException("exists: " + name);
        }
        var inode = new Inode();
        change(names -> names.put(name, inode));
        afterOperation();
        return new OpenFile(inode);
    }

    private void change(NameChange change) {
        change.apply(names);
        pendingNames.add(change);
    }

    @Override
    public synchronized WritableFile write(String name) throws IOException {
        return new OpenFile(existing(name));
    }

    @Override
    public synchronized ReadableFile read(String name) throws IOException {
        return new OpenFile(existing(name));
    }

    private Inode existing(String name) throws IOException {
        var inode = names.get(name);
        if (inode == null) {
            throw new IOException("missing: " + name);
        }
        return inode;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operation();
        if (names.containsKey(to)) {
            throw new IOException("exists: " + to);
        }
        var moved = existing(from);
        change(names -> {
            if (names.remove(from, moved)) {
                names.put(to, moved);
            }
        });
        afterOperation();
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operation();
        existing(name);
        change(names -> names.remove(name));
        afterOperation();
    }

    @Override
    public synchronized void syncFolder() throws IOException {
        operation();
        afterOperation();
        durableNames.clear();
        durableNames.putAll(names);
        pendingNames.clear();
    }

    @Override
    public synchronized long usableBytes() {
        return usableBytes;
    }

    @Override
    public boolean copyOnWrite() {
        return false;
    }

    @Override
    public synchronized void close() {
        locked = false;
    }

    @Override
    public String toString() {
        return "simulated disk";
    }

    @FunctionalInterface
    private interface NameChange {
        void apply(Map<String, Inode> names);
    }

    /** The content of a file: what programs see, what survives, and what each pending sector looked like in between. */
    private static final class Inode {

        private byte[] bytes = {};
        private int length;
        private byte[] durable = {};
        private final Map<Integer, List<byte[]>> pendingSectors = new TreeMap<>();
        private final List<Integer> pendingLengths = new ArrayList<>();

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

        void truncate(int to) {
            length = to;
            Arrays.fill(bytes, to, bytes.length, (byte) 0);
            pendingLengths.add(to);
        }

        void force() {
            durable = Arrays.copyOf(bytes, length);
            pendingSectors.clear();
            pendingLengths.clear();
        }

        Inode afterPowerLoss(RandomGenerator luck, double share) {
            int size = durable.length;
            if (!pendingLengths.isEmpty() && luck.nextDouble() < share) {
                size = pendingLengths.get(luck.nextInt(pendingLengths.size()));
            }
            var survivor = new Inode();
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

    private final class OpenFile implements WritableFile, ReadableFile {

        private final Inode inode;

        OpenFile(Inode inode) {
            this.inode = inode;
        }

        @Override
        public long length() {
            synchronized (SimulatedDisk.this) {
                return inode.length;
            }
        }

        @Override
        public void write(byte[] bytes, int length, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                operation();
                inode.write(bytes, length, position);
                afterOperation();
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                operation();
                afterOperation();
                inode.force();
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (SimulatedDisk.this) {
                operation();
                inode.truncate((int) length);
                afterOperation();
            }
        }

        @Override
        public int read(byte[] into, int offset, int length, long position) {
            synchronized (SimulatedDisk.this) {
                int count = (int) Math.max(0, Math.min(length, inode.length - position));
                System.arraycopy(inode.bytes, (int) Math.min(position, inode.length), into, offset, count);
                return count;
            }
        }

        @Override
        public void close() {
            // Closing makes nothing durable.
        }
    }
}
