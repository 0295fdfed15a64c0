package dev.walden.activity;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/** The data keys of a data folder. Nothing is read before it is asked for, and then once. Thread-safe. */
final class DataKeys {

    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyFolder folder;
    private final Supplier<MasterKey> source;
    private final Map<String, DataKey> opened = new ConcurrentHashMap<>();
    private volatile @Nullable MasterKey master;

    /**
     * The keys of a folder.
     *
     * @param source reads the key that they are wrapped by
     */
    DataKeys(KeyFolder folder, Supplier<MasterKey> source) {
        this.folder = folder;
        this.source = source;
    }

    KeyFolder folder() {
        return folder;
    }

    /** The master key. @throws ActivityException.KeyUnusable when it is missing, or not kept as it must be */
    MasterKey master() {
        MasterKey known = master;
        if (known == null) {
            known = source.get();
            master = known;
        }
        return known;
    }

    /** Has everything read again. */
    void forget() {
        opened.clear();
        master = null;
    }

    /**
     * The key of an id.
     *
     * @throws ActivityException.KeyUnusable when it or its master key is missing, or not what it must be
     */
    DataKey get(String id) {
        return opened.computeIfAbsent(id, this::open);
    }

    /** Opens all of them. @throws ActivityException.KeyUnusable as {@link #get}, of the first one */
    List<String> demandAll() {
        List<String> ids = folder.ids();
        ids.forEach(this::get);
        return ids;
    }

    private DataKey open(String id) {
        KeyFile file = folder.read(id);
        return new DataKey(id, unwrap(folder, file, masterOf(file)));
    }

    private MasterKey masterOf(KeyFile file) {
        MasterKey found;
        try {
            found = master();
        } catch (ActivityException.KeyUnusable missing) {
            throw new ActivityException.KeyUnusable(
                    "Data key %s of %s is wrapped by master key %s. %s Without a copy of it, what was encrypted is lost."
                            .formatted(file.id(), folder.path(), file.master(), missing.getMessage()),
                    missing);
        }
        if (!found.id().equals(file.master())) {
            throw new ActivityException.KeyUnusable(
                    ("Data key %s of %s is wrapped by master key %s, but the one found is %s. Say with --walden.log.encryption.master-key where"
                                    + " the right one is; if a rotation was cut short, finish it with: keys rotate --new FILE.")
                            .formatted(file.id(), folder.path(), file.master(), found.id()),
                    null);
        }
        return found;
    }

    static byte[] unwrap(KeyFolder folder, KeyFile file, MasterKey by) {
        try {
            return by.unwrap(file);
        } catch (AEADBadTagException changed) {
            throw new ActivityException.KeyUnusable(
                    "Data key %s of %s was changed since it was wrapped by master key %s. Copy it from the folder keys of a backup."
                            .formatted(file.id(), folder.path(), by.id()),
                    changed);
        }
    }

    /**
     * Makes a key that was never used. Durable on return.
     *
     * @param mostBytes after which it is spent
     */
    WritingKey create(long mostBytes) throws IOException {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        byte[] bytes = new byte[AesGcm.KEY_BYTES];
        RANDOM.nextBytes(bytes);
        WritingKey key = new WritingKey(HexFormat.of().formatHex(id), bytes, mostBytes, RANDOM);
        folder.write(master().wrap(key.key().id(), bytes, RANDOM));
        opened.put(key.key().id(), key.key());
        return key;
    }
}
