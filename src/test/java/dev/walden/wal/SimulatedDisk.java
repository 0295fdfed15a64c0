package dev.walden.wal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that forgets. Each file has an image that survives and sectors written since the last force; the folder has names that
 * survive and changes since the last sync. At a power loss every pending sector keeps its old content or any later one, every
 * pending change of a name may be missing, and lengths likewise. It can go off at its k-th changing operation.
 */
final class SimulatedDisk implements Storage {

    static final int SECTOR_BYTES = SimulatedFile.SECTOR_BYTES;

    private final Map<String, SimulatedFile> durableNames = new TreeMap<>();
    private final Map<String, SimulatedFile> names = new TreeMap<>();
    private final List<NameChange> pendingNames = new ArrayList<>();
    private long usableBytes = Long.MAX_VALUE / 4;
    private long operations;
    private long offAt = Long.MAX_VALUE;
    private long forces;
    private long failsForceAt = Long.MAX_VALUE;
    private RandomGenerator luckOfFailedForce = new Random(0);
    private boolean failedForce;
    private boolean locked;

    /** The power goes at the k-th changing operation from now on: it may happen in part, all later ones fail. */
    synchronized void goOffAt(long k) {
        offAt = operations + k;
    }

    synchronized boolean off() {
        return operations >= offAt;
    }

    /**
     * The k-th force from now on fails, once. As the kernel does it: some of the pages came to the disk and some did not, all of
     * them count as written, and a second force would find nothing to do and succeed.
     */
    synchronized void failForce(long k, RandomGenerator luck) {
        failsForceAt = forces + k;
        luckOfFailedForce = luck;
    }

    /** Whether a force has failed since the last process began. */
    synchronized boolean failedForce() {
        return failedForce;
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
        var survivors = new HashMap<SimulatedFile, SimulatedFile>();
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
        failsForceAt = Long.MAX_VALUE;
        failedForce = false;
        return this;
    }

    /** The system needed its memory: what it holds of a file and counts as written is read from the disk again. */
    synchronized void forgetCleanPages() {
        names.values().forEach(SimulatedFile::forgetCleanPages);
    }

    /** The content of a file as a program sees it. */
    synchronized byte[] content(String name) {
        return inode(name).content();
    }

    /** Puts a durable file on the disk. */
    synchronized void put(String name, byte[] content) {
        var inode = new SimulatedFile();
        inode.write(content, content.length, 0);
        inode.force();
        names.put(name, inode);
        durableNames.put(name, inode);
    }

    private SimulatedFile inode(String name) {
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
    public synchronized Map<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        names.forEach((name, inode) -> sizes.put(name, (long) inode.length()));
        return sizes;
    }

    @Override
    public synchronized WritableFile create(String name) throws IOException {
        operation();
        if (names.containsKey(name)) {
            throw new IOException("exists: " + name);
        }
        var inode = new SimulatedFile();
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

    private SimulatedFile existing(String name) throws IOException {
        var inode = names.get(name);
        if (inode == null) {
            throw new FileNotFoundException("missing: " + name);
        }
        return inode;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operation();
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
        void apply(Map<String, SimulatedFile> names);
    }

    private final class OpenFile implements WritableFile, ReadableFile {

        private final SimulatedFile inode;

        OpenFile(SimulatedFile inode) {
            this.inode = inode;
        }

        @Override
        public long length() {
            synchronized (SimulatedDisk.this) {
                return inode.length();
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
                if (++forces == failsForceAt) {
                    failedForce = true;
                    inode.forceSectors(sector -> luckOfFailedForce.nextBoolean());
                    throw new IOException("Input/output error");
                }
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
                return inode.read(into, offset, length, position);
            }
        }

        @Override
        public void close() {
            // Closing makes nothing durable.
        }
    }
}
