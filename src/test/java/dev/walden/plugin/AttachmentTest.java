package dev.walden.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {

    @Test
    void itsBytesAreItsOwn() {
        byte[] given = {1, 2, 3};
        Attachment attachment = Attachment.of("image/png", given);

        given[0] = 9;
        attachment.bytes()[1] = 9;

        assertThat(attachment.bytes()).containsExactly(1, 2, 3);
        assertThat(attachment)
                .isEqualTo(Attachment.of("image/png", new byte[] {1, 2, 3}))
                .isNotEqualTo(Attachment.of("image/gif", new byte[] {1, 2, 3}))
                .hasToString("image/png, 3 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png | image/png",
                "text/html; charset=utf-8 | text/html",
                "application/vnd.a+json;x=1 | application/vnd.a+json"
            })
    void aMediaTypeStaysWithoutItsParameters(String said, String mediaType) {
        assertThat(Attachment.of(said, new byte[0]).mediaType()).isEqualTo(mediaType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "png", "image/", "image/*", "image/png\r\nX-Key: 1", "image/png ,a", "a/\u00fc", "a b/c"})
    void whatIsNoMediaTypeIsAnyBytes(String said) {
        assertThat(Attachment.of(said, new byte[0]).mediaType()).isEqualTo("application/octet-stream");
    }
}
