package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A nonce never comes twice under a key. */
class WritingKeyTest {

    private static final int MESSAGES = 20_000;
    private static final byte[] HEAD = {'h'};

    private final byte[] material = new byte[AesGcm.KEY_BYTES];
    private final WritingKey key = new WritingKey("0123456789abcdef", material, 1_000, new SecureRandom());

    private static String nonce(byte[] stored) {
        return HexFormat.of().formatHex(Arrays.copyOf(stored, AesGcm.NONCE_BYTES));
    }

    @Test
    void allMessagesOfAllThreadsHaveNoncesOfTheirOwn() {
        Set<String> nonces = ConcurrentHashMap.newKeySet();

        IntStream.range(0, MESSAGES).parallel().forEach(i -> {
            nonces.add(nonce(key.encrypt(HEAD, new byte[] {1})));
            nonces.add(nonce(key.encrypt(HEAD, new byte[] {1})));
            nonces.add(nonce(key.encryptBlob(new byte[] {(byte) i, (byte) (i >> 8)})));
        });

        assertThat(nonces).hasSize(3 * MESSAGES);
        assertThat(nonces.stream().filter(nonce -> nonce.startsWith("00000000")))
                .hasSize(2 * MESSAGES);
    }

    @Test
    void theSameContentIsTheSameFileUnderOneKeyAndAnotherUnderTheNext() {
        byte[] content = "long words".getBytes(StandardCharsets.UTF_8);
        WritingKey next = new WritingKey("0123456789abcdef", material, 1_000, new SecureRandom());

        byte[] stored = key.encryptBlob(content);

        assertThat(key.encryptBlob(content)).isEqualTo(stored);
        assertThat(next.encryptBlob(content)).isNotEqualTo(stored);
        assertThat(key.key().decryptBlob(stored)).isEqualTo(content);
    }

    @Test
    void itIsSpentWhenASegmentIsFull() {
        assertThat(key.spent()).isFalse();

        key.encrypt(HEAD, new byte[999]);

        assertThat(key.spent()).isTrue();
        assertThat(WritingKey.MOST_MESSAGES).isLessThan(1L << 32);
    }
}
