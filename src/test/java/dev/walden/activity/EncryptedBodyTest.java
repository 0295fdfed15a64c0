package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an encrypted record looks like, and what of it can be changed without being found: nothing. */
class EncryptedBodyTest {

    private static final String ID = "0123456789abcdef";
    private static final String PLAIN =
            "\"type\":\"input-given\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"text\":\"a {secret}\",\"by\":\"k\"}";

    private final WritingKey key = new WritingKey(ID, new byte[AesGcm.KEY_BYTES], Long.MAX_VALUE, new SecureRandom());

    private String encrypted(String plain) {
        return new String(EncryptedBody.of(RecordBody.parse(utf8(plain)), key), StandardCharsets.UTF_8);
    }

    private String decrypted(String body) {
        ByteBuffer plain = EncryptedBody.decrypt(utf8(body), id -> {
            assertThat(id).isEqualTo(ID);
            return key.key();
        });
        return StandardCharsets.UTF_8.decode(plain).toString();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theDataComeBackAndAllElseStaysReadable() {
        String body = encrypted(PLAIN);

        assertThat(body)
                .matches("\"type\":\"input-given\",\"v\":1,\"task\":\"tabcdefghijkl2345\","
                        + "\"data\":\\{\"\\$encrypted\":\"0123456789abcdef\",\"text\":\"[A-Za-z0-9+/]+=*\"}")
                .doesNotContain("secret");
        assertThat(EncryptedBody.is(utf8(body))).isTrue();
        assertThat(EncryptedBody.is(utf8(PLAIN))).isFalse();
        assertThat(decrypted(body)).isEqualTo(PLAIN);
    }

    @Test
    void theNamesOfBlobsStayReadable() {
        String blob = "ab".repeat(32);
        String plain = "\"type\":\"message-stored\",\"v\":1,\"data\":{\"text\":{\"$blob\":\"" + blob
                + "\",\"key\":\"k\",\"bytes\":9,\"head\":\"secret\"}}";

        String body = encrypted(plain);

        assertThat(body)
                .contains("\"blobs\":[{\"$blob\":\"" + blob + "\"}],\"text\":\"")
                .doesNotContain("secret");
        assertThat(BlobReferences.namesIn(body)).containsExactly(blob);
        assertThat(decrypted(body)).isEqualTo(plain);
        assertThatThrownBy(() -> decrypted(body.replace("abab\"}]", "abac\"}]")))
                .isInstanceOf(ActivityException.Unreadable.class);
    }

    @Test
    void noByteOfTheTextCanBeChanged() {
        String body = encrypted(PLAIN);
        int from = body.indexOf("\"text\":\"") + "\"text\":\"".length();

        for (int at = from; at < body.length() - 2; at++) {
            char other = body.charAt(at) == 'A' ? 'B' : 'A';
            String changed = body.substring(0, at) + other + body.substring(at + 1);
            assertThatThrownBy(() -> decrypted(changed)).as(changed).isInstanceOf(RuntimeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"input-given, inputs-given", "'\"v\":1', '\"v\":2'", "tabcdefghijkl2345, tabcdefghijkl2346"})
    void theTextCannotBeGivenToAnotherTypeVersionOrTask(String mine, String other) {
        String body = encrypted(PLAIN);

        assertThatThrownBy(() -> decrypted(body.replace(mine, other)))
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageContaining("data key " + ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\",\"text\":\"",
                "\",\"text\":\"=\"}",
                "\",\"text\":\"AAAA\"}",
                "\"}",
                "\",\"text\":\"AAAA\"}}"
            })
    void whatHasNotTheFormIsRefused(String rest) {
        String body = "\"type\":\"input-given\",\"v\":1,\"data\":{\"$encrypted\":\"" + ID + rest;

        assertThatThrownBy(() -> decrypted(body))
                .isInstanceOfAny(IllegalArgumentException.class, ActivityException.Unreadable.class);
    }

    @Test
    void theFormIsReadForEver() {
        String body = "\"type\":\"input-given\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"$encrypted\":\"" + ID
                + "\",\"text\":\"AAAAAAAAAAAAAAABUuNQR4wCReaLYX3a4pqX5/Q3lZetEQLoJEjvBbDklTXBHrIcW707nhoa9Jk07Q==\"}";

        assertThat(decrypted(body)).isEqualTo(PLAIN);
    }
}
