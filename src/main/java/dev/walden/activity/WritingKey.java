package dev.walden.activity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A data key while it encrypts: from when this process made it until it is spent. Thread-safe.
 *
 * <p>A nonce never comes twice: those of records are counted, and no key that was read from a file ever becomes one of these, so the
 * count of another process cannot be repeated. The nonce of a blob is a keyed digest of its content: the same content put again under one
 * key gives the same file. The first bit tells the two kinds apart.
 */
final class WritingKey {

    /** Far below what GCM allows, and above what a segment holds. */
    static final long MOST_MESSAGES = 1L << 24;

    private static final int OF_BLOB = 0x80;

    private final DataKey key;
    private final SecretKeySpec nonces;
    private final long mostBytes;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * A key that was never used.
     *
     * @param mostBytes of records, after which it is spent
     */
    WritingKey(String id, byte[] material, long mostBytes, SecureRandom random) {
        this.key = new DataKey(id, material);
        this.mostBytes = mostBytes;
        byte[] forNonces = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(forNonces);
        this.nonces = new SecretKeySpec(forNonces, "HmacSHA256");
    }

    DataKey key() {
        return key;
    }

    /** Whether another one should take its place. */
    boolean spent() {
        return bytes.get() >= mostBytes || messages.get() >= MOST_MESSAGES;
    }

    /** Whether it may encrypt nothing more, also when there is no other. */
    boolean worn() {
        return messages.get() >= MOST_MESSAGES * 2;
    }

    /** The data of a record. */
    byte[] encrypt(byte[] associated, byte[] plain) {
        bytes.addAndGet((long) associated.length + plain.length);
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        ByteBuffer.wrap(nonce).putLong(AesGcm.NONCE_BYTES - Long.BYTES, messages.incrementAndGet());
        return AesGcm.encrypt(key.aes(), nonce, associated, plain);
    }

    /** The content of a blob. */
    byte[] encryptBlob(byte[] content) {
        messages.incrementAndGet();
        byte[] nonce = Arrays.copyOf(digest(content), AesGcm.NONCE_BYTES);
        nonce[0] |= (byte) OF_BLOB;
        return AesGcm.encrypt(key.aes(), nonce, DataKey.OF_BLOB, content);
    }

    private byte[] digest(byte[] content) {
        try {
            Mac mac = Mac.getInstance(nonces.getAlgorithm());
            mac.init(nonces);
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", impossible);
        }
    }
}
