package dev.walden.activity;

import org.jspecify.annotations.Nullable;

/** Keeps bytes for records that name them. Thread-safe. */
public final class ByteStore {

    private final BlobStore blobs;
    private final Encryption encryption;

    ByteStore(BlobStore blobs, Encryption encryption) {
        this.blobs = blobs;
        this.encryption = encryption;
    }

    /**
     * Keeps bytes; durable on return. A record has to name them within the hour, or they may be swept.
     *
     * @throws ActivityException.NoSpace when there is no room
     * @throws ActivityException.Unusable when nothing can be written any more
     */
    public KeptBytes put(byte[] content) {
        return put(content, encryption.forNew());
    }

    /** The same under the key of the record, or plain. */
    KeptBytes put(byte[] content, @Nullable WritingKey key) {
        return key == null
                ? new KeptBytes(blobs.put(content), null, content.length)
                : new KeptBytes(blobs.put(key.encryptBlob(content)), key.key().id(), content.length);
    }

    /**
     * The bytes.
     *
     * @throws ActivityException.Unreadable when the file is missing or damaged
     */
    public byte[] get(KeptBytes kept) {
        byte[] stored = blobs.get(kept.blob());
        String key = kept.key();
        return key == null ? stored : encryption.key(key).decryptBlob(stored);
    }
}
