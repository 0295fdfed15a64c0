package dev.walden.wal;

import dev.walden.wal.SpareFiles.Spare;
import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.WritableFile;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the next segment filled ahead of use, as {@code next.prefill}, so that commits need no new room and beginning a segment is
 * a change of name. The background lane fills, the writer thread takes. When the writer comes before the filling is through, it
 * gets what is filled by then, as a shorter segment.
 */
final class PrefilledSegments implements SegmentSource {

    static final String NEXT = "next.prefill";

    /** What the next segment is called in turn with that while a segment gets no name; as long as the name of one. */
    static final String TRIED = "00000000000000000000.prefill";

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Storage storage;
    private final long segmentBytes;
    private final Health health;
    private final Background background;
    private final SpareFiles spares;
    private final Reserve reserve;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();

    /** Guarded by {@code lock}. */
    private @Nullable Spare next;

    /** Guarded by {@code lock}: a task fills, or is about to, now or after the retry's delay. */
    private boolean preparing;

    /** Guarded by {@code lock}: there was no room for a filling, or for a name, and neither has succeeded since. */
    private boolean noRoom;

    /** Guarded by {@code lock}: a filled file for whose name there was no room. */
    private @Nullable Spare unnamed;

    /** What {@code next} or {@code unnamed} is called. Used by who has the file. */
    private volatile String called = NEXT;

    /** Bytes that the writer waits for; 0 when it does not wait. */
    private volatile long wanted;

    PrefilledSegments(Storage storage, WalOptions options, Health health, Background background) {
        this.storage = storage;
        this.segmentBytes = options.segmentBytes();
        this.health = health;
        this.background = background;
        this.spares = new SpareFiles(storage, options.headroomBytes());
        this.reserve = new Reserve(spares, options.reserveBytes(), health, background);
    }

    @Override
    public void prepare() {
        if (startPreparing()) {
            background.prepare(this::fill);
        }
        reserve.prepare();
    }

    private boolean startPreparing() {
        lock.lock();
        try {
            boolean start = next == null && !preparing;
            preparing |= start;
            return start;
        } finally {
            lock.unlock();
        }
    }

    private void fill() {
        Spare filled = null;
        try {
            called = NEXT;
            spares.remove(TRIED); // of a process that ended
            filled = spares.ready(NEXT, segmentBytes, this::enough);
            health.noSpace(null);
        } catch (NoRoomException e) {
            health.noSpace(message(e));
            background.prepareLater(RETRY, this::fill);
        } catch (Throwable e) {
            health.fail("The next segment could not be filled in " + storage, e);
        } finally {
            settle(filled); // the writer may be waiting
        }
    }

    private String message(NoRoomException e) {
        return "There is no room for the next segment in " + storage + ": " + e.getMessage()
                + ". Free some, and the log goes on by itself.";
    }

    private boolean enough(long filled) {
        boolean writerWaits = wanted > 0;
        return writerWaits ? filled >= wanted : health.end() != null;
    }

    private void settle(@Nullable Spare filled) {
        lock.lock();
        try {
            next = filled;
            noRoom = filled == null;
            preparing = noRoom;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Fresh adopt(WritableFile file, long used) throws IOException {
        long length = file.length();
        if (length < segmentBytes && spares.roomFor(segmentBytes - length)) {
            if (spares.enlarge(new Spare(file, length), segmentBytes)) {
                return new Fresh(file, segmentBytes, false);
            }
            file.truncate(length);
            file.force();
        }
        // One of an unusual size may be the reserve in use; if there is room, that will not matter.
        return new Fresh(file, length, length != segmentBytes);
    }

    @Override
    public Fresh take(String name, long bytes, Urgency urgency) throws IOException {
        var spare = awaitNext(bytes);
        if (spare == null) {
            return takeReserve(name, bytes, urgency);
        }
        long capacity = Math.max(spare.capacity(), bytes);
        if (spare.capacity() < bytes && !spares.enlarge(spare, bytes)) {
            throw new WalException.NoSpace("There is no room for a segment of " + bytes + " bytes in " + storage + ".");
        }
        try {
            name(called, name);
        } catch (NoRoomException e) {
            throw untilThereIsRoom(spare, e);
        }
        forgetNext();
        prepare();
        return new Fresh(spare.file(), capacity, false);
    }

    /** Durable, or not done. */
    private void name(String from, String to) throws IOException {
        storage.rename(from, to);
        try {
            storage.syncFolder();
        } catch (NoRoomException e) {
            storage.rename(to, from);
            throw e;
        }
    }

    /** Nobody tells when there is room for a name. That there is room for bytes says nothing of it. */
    private WalException untilThereIsRoom(Spare spare, NoRoomException e) {
        var missing = message(e);
        health.noSpace(missing);
        keepAside(spare);
        background.prepareLater(RETRY, this::tryNaming);
        return new WalException.NoSpace(missing);
    }

    private void keepAside(Spare spare) {
        lock.lock();
        try {
            next = null;
            unnamed = spare;
            noRoom = true;
            preparing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Does what failed, with a name that means nothing. */
    private void tryNaming() {
        var other = called.equals(NEXT) ? TRIED : NEXT;
        try {
            name(called, other);
            called = other;
            health.noSpace(null);
            settle(takeUnnamed());
        } catch (NoRoomException e) {
            health.noSpace(message(e));
            background.prepareLater(RETRY, this::tryNaming);
        } catch (Throwable e) {
            health.fail("The next segment could not be named in " + storage, e);
            settle(null);
        }
    }

    private @Nullable Spare takeUnnamed() {
        lock.lock();
        try {
            var spare = unnamed;
            unnamed = null;
            return spare;
        } finally {
            lock.unlock();
        }
    }

    /** The next file, waiting while it is being filled; null when there is no room for one. */
    private @Nullable Spare awaitNext(long bytes) {
        lock.lock();
        try {
            wanted = bytes;
            while (next == null && !noRoom && health.end() == null) {
                settled.awaitUninterruptibly();
            }
            wanted = 0;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void forgetNext() {
        lock.lock();
        try {
            next = null;
        } finally {
            lock.unlock();
        }
    }

    private Fresh takeReserve(String name, long bytes, Urgency urgency) throws IOException {
        var spare = urgency == Urgency.OUTCOME ? reserve.take(bytes) : null;
        if (spare == null) {
            throw new WalException.NoSpace(String.valueOf(health.noSpace()));
        }
        try {
            name(Reserve.NAME, name);
        } catch (NoRoomException e) {
            reserve.giveBack(spare);
            throw new WalException.NoSpace(message(e));
        }
        reserve.prepare();
        return new Fresh(spare.file(), spare.capacity(), true);
    }

    @Override
    public void admit(Fresh into, long bytes, Urgency urgency) {
        var missing = into.reserve() && urgency == Urgency.NORMAL ? health.noSpace() : null;
        if (missing != null) {
            throw new WalException.NoSpace(missing);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (next != null) {
                next.file().close();
            }
            if (unnamed != null) {
                unnamed.file().close();
            }
            reserve.close();
        } catch (IOException e) {
            health.fail("A filled file could not be closed in " + storage, e);
        } finally {
            lock.unlock();
        }
    }
}
