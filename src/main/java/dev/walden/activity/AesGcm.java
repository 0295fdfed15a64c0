package dev.walden.activity;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM of the JDK. What is encrypted stands as nonce, text and tag behind each other. Stateless. */
final class AesGcm {

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private AesGcm() {}

    /**
     * Encrypts.
     *
     * @param nonce never used before with this key for anything else
     * @param associated what is not encrypted, and must be the same again to decrypt
     */
    static byte[] encrypt(SecretKey key, byte[] nonce, byte[] associated, byte[] plain) {
        byte[] out = new byte[NONCE_BYTES + plain.length + TAG_BYTES];
        System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
            cipher.updateAAD(associated);
            cipher.doFinal(plain, 0, plain.length, out, NONCE_BYTES);
            return out;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has AES-GCM.", impossible);
        }
    }

    /**
     * Decrypts what {@link #encrypt} gave.
     *
     * @throws AEADBadTagException when it was encrypted by another key, or it or what is associated was changed since
     */
    static byte[] decrypt(SecretKey key, byte[] associated, byte[] stored) throws AEADBadTagException {
        if (stored.length < NONCE_BYTES + TAG_BYTES) {
            throw new AEADBadTagException("Too short: " + stored.length + " bytes.");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, stored);
            cipher.updateAAD(associated);
            return cipher.doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
        } catch (AEADBadTagException changed) {
            throw changed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has AES-GCM.", impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] startsWithNonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, startsWithNonce, 0, NONCE_BYTES));
        return cipher;
    }
}
