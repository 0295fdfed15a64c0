package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that data of records and blobs are under. It only decrypts; see {@link WritingKey}. Immutable. */
final class DataKey {

    /** What a blob is bound to, so that it cannot stand for the data of a record. Its name, a digest of all of it, is in the record. */
    static final byte[] OF_BLOB = "blob".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final SecretKey aes;

    DataKey(String id, byte[] bytes) {
        this.id = id;
        this.aes = new SecretKeySpec(bytes, "AES");
    }

    String id() {
        return id;
    }

    SecretKey aes() {
        return aes;
    }

    byte[] decrypt(byte[] associated, byte[] stored) {
        try {
            return AesGcm.decrypt(aes, associated, stored);
        } catch (AEADBadTagException changed) {
            throw new ActivityException.Unreadable(
                    "What data key %s encrypted was changed since, or stood elsewhere. Restore it from a backup."
                            .formatted(id),
                    changed);
        }
    }

    byte[] decryptBlob(byte[] stored) {
        return decrypt(OF_BLOB, stored);
    }
}
