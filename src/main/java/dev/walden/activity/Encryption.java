package dev.walden.activity;

import dev.walden.wal.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which data key encrypts what is written, and which decrypts what is read. Thread-safe.
 *
 * <p>Records are encoded before the log gives them a place, so a key cannot begin with a segment: it is used for as many bytes as a segment
 * holds, by one process. What is encrypted is read also when nothing more is to be encrypted.
 */
final class Encryption {

    /** Encrypts nothing and knows no key. */
    static final Encryption NONE = new Encryption(null, false, 0, _ -> {});

    private final @Nullable DataKeys keys;
    private final boolean enabled;
    private final long bytesAKey;
    private final LogFailureListener onFailure;

    private volatile @Nullable WritingKey writing;

    private Encryption(@Nullable DataKeys keys, boolean enabled, long bytesAKey, LogFailureListener onFailure) {
        this.keys = keys;
        this.enabled = enabled;
        this.bytesAKey = bytesAKey;
        this.onFailure = onFailure;
    }

    /**
     * Of a service.
     *
     * @param enabled whether what is new is encrypted
     * @param bytesAKey of records, after which a key is followed by another
     * @param onFailure is told when a key could not be made durable
     */
    static Encryption of(DataKeys keys, boolean enabled, long bytesAKey, LogFailureListener onFailure) {
        return new Encryption(keys, enabled, bytesAKey, onFailure);
    }

    /** Of who only reads; keys are looked for when something is encrypted. */
    static Encryption reading(EncryptionKeys where) {
        return of(where.dataKeys(), false, 0, _ -> {});
    }

    /**
     * Looks at every key that is there and, if one will be needed, at the master key. Changes nothing.
     *
     * @throws ActivityException.KeyUnusable when one cannot be used
     */
    void demandKeys() {
        DataKeys known = known("");
        List<String> ids = known.demandAll();
        if (enabled && ids.isEmpty()) {
            var _ = known.master(); // throws
        }
    }

    /** The same, and removes what a process that ended had not finished. Only with the data folder locked. */
    void begin() {
        known("").forget(); // the master key may have been changed until now
        try {
            known("").folder().deleteLeftOvers();
        } catch (IOException failed) {
            throw unusable(failed);
        }
        demandKeys();
    }

    /** The key for what is new; null when that is not encrypted. */
    @Nullable
    WritingKey forNew() {
        return enabled ? current() : null;
    }

    /** The key for what takes the place of a record: that one was encrypted, or what is new is. */
    @Nullable
    WritingKey inPlaceOf(LogRecord old) {
        return EncryptedBody.is(old.body()) ? current() : forNew();
    }

    /** The key of an id. @throws ActivityException.KeyUnusable when there is none */
    DataKey key(String id) {
        return known(id).get(id);
    }

    /**
     * A record with its data readable.
     *
     * @throws ActivityException when there is no key, or the data were changed; says of which record
     */
    LogRecord decrypted(LogRecord entry) {
        return EncryptedBody.is(entry.body())
                ? new LogRecord(entry.seq(), entry.at(), decrypted(entry.seq(), entry.body()), entry.line())
                : entry;
    }

    /** The same of a body that is encrypted. */
    ByteBuffer decrypted(long seq, ByteBuffer body) {
        try {
            return EncryptedBody.decrypt(body, this::key);
        } catch (ActivityException.KeyUnusable missing) {
            throw new ActivityException.KeyUnusable(
                    "Record %d of the log is encrypted. %s".formatted(seq, missing.getMessage()), missing);
        } catch (RuntimeException changed) {
            throw new ActivityException.Unreadable(
                    "Record %d of the log cannot be read. %s".formatted(seq, changed.getMessage()), changed);
        }
    }

    private WritingKey current() {
        WritingKey now = writing;
        return now != null && !now.spent() ? now : next();
    }

    /** A disk without room for a key gets no new work; outcomes go on under the old key. */
    private synchronized WritingKey next() {
        WritingKey now = writing;
        if (now != null && !now.spent()) {
            return now;
        }
        Made made =
                CompletableFuture.supplyAsync(this::make, Encryption::onAThread).join();
        WritingKey next = made.key();
        if (next == null && made.failure() instanceof ActivityException.NoSpace && now != null && !now.worn()) {
            return now;
        }
        writing = made.orThrow();
        return made.orThrow();
    }

    /** An interrupt of the caller would close the folder under the force. */
    private static void onAThread(Runnable making) {
        Thread.ofPlatform().daemon().name("walden-key").start(making);
    }

    private Made make() {
        try {
            return new Made(known("").create(bytesAKey), null);
        } catch (IOException failed) {
            if (BlobStore.isWantOfRoom(failed)) {
                return new Made(
                        null,
                        new ActivityException.NoSpace(
                                "There is no room for a data key: %s. Free some space, or descriptors where too many files are open; it may then be tried again."
                                        .formatted(failed.getMessage()),
                                failed));
            }
            ActivityException.Unusable unusable = unusable(failed);
            onFailure.logFailed(unusable);
            return new Made(null, unusable);
        } catch (ActivityException known) {
            return new Made(null, known);
        }
    }

    private DataKeys known(String id) {
        if (keys == null) {
            throw new ActivityException.KeyUnusable(
                    "Data key%s is needed, and no keys are at hand.".formatted(id.isEmpty() ? "" : " " + id), null);
        }
        return keys;
    }

    private static ActivityException.Unusable unusable(IOException cause) {
        return new ActivityException.Unusable(
                "A data key could not be written: %s. Check the disk, then start Walden again.".formatted(cause),
                cause);
    }

    /** What became of an attempt; thrown on the caller's thread. */
    private record Made(@Nullable WritingKey key, @Nullable ActivityException failure) {
        WritingKey orThrow() {
            if (key == null) {
                throw failure == null ? new IllegalStateException("Neither a key nor a failure.") : failure;
            }
            return key;
        }
    }
}
