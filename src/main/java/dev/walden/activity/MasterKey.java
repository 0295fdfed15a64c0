package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that data keys are wrapped by. It encrypts nothing else. Immutable. */
final class MasterKey {

    private static final int ID_BYTES = 8;

    private final SecretKey aes;
    private final String id;

    MasterKey(byte[] bytes) {
        aes = new SecretKeySpec(bytes, "AES");
        id = HexFormat.of().formatHex(Arrays.copyOf(digest(bytes), ID_BYTES));
    }

    /** Tells master keys apart and says nothing of the key. */
    String id() {
        return id;
    }

    KeyFile wrap(String keyId, byte[] dataKey, SecureRandom random) {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        return new KeyFile(keyId, id, AesGcm.encrypt(aes, nonce, associated(keyId), dataKey));
    }

    /** The data key. @throws AEADBadTagException when the file was changed, or another master key wrapped it */
    byte[] unwrap(KeyFile file) throws AEADBadTagException {
        return AesGcm.decrypt(aes, associated(file.id()), file.wrapped());
    }

    private static byte[] associated(String keyId) {
        return ("walden-key " + keyId).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, mac.getAlgorithm()));
            return mac.doFinal("walden master key".getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", impossible);
        }
    }
}
