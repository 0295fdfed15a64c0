package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.Storage.ReadableFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FillerTest {

    private static final String LINES = "{\"a\":1}\n{\"b\":2}\n";

    @Test
    void contentEndsBeforeTheFiller() throws Exception {
        assertThat(Filler.contentEnd(new Shrinking(LINES + "\n".repeat(100_000), 0), 3))
                .isEqualTo(LINES.length() - 1);
    }

    @Test
    void aFileThatIsCutWhileItIsReadEndsWhereItsContentDoes() throws Exception {
        var cut = new Shrinking(LINES, 100_000);

        assertThat(Filler.contentEnd(cut, 0)).isEqualTo(LINES.length() - 1);
        assertThat(Filler.contentEnd(cut, LINES.length())).isEqualTo(LINES.length());
    }

    /** Says it is longer than it is, as a file does whose filler is cut off right after its length was asked. */
    private record Shrinking(String content, long cutOff) implements ReadableFile {

        @Override
        public long length() {
            return content.length() + cutOff;
        }

        @Override
        public int read(byte[] into, int offset, int length, long position) {
            var bytes = content.getBytes(StandardCharsets.US_ASCII);
            int read = Math.clamp(bytes.length - position, 0, length);
            System.arraycopy(bytes, (int) Math.min(position, bytes.length), into, offset, read);
            return read;
        }

        @Override
        public void close() {}
    }
}
