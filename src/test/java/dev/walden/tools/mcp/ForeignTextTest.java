package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How bytes and names of servers are read. */
final class ForeignTextTest {

    @Test
    void namesBecomeWhatModelsMayReadAlwaysTheSame() {
        assertThat(ToolNames.of("s", "read.file/now")).isEqualTo("s_read_file_now");
        assertThat(ToolNames.of("s", "größe😀")).isEqualTo("s_gr__e_");
        String name = ToolNames.of("server", "x".repeat(200));
        assertThat(name)
                .hasSize(64)
                .matches("server_x+_[0-9a-f]{8}")
                .isEqualTo(ToolNames.of("server", "x".repeat(200)));
        assertThat(name).isNotEqualTo(ToolNames.of("server", "x".repeat(201)));
    }

    @Test
    void controlCharactersAndTurnedTextGo() {
        assertThat(Foreign.plain("a\u0000b\u001b[31m\tc\n\u202Ed", 100)).isEqualTo("ab[31m\tc\nd");
        assertThat(Foreign.plain("abcdef", 3)).isEqualTo("abc");
    }

    @Test
    void linesAreTakenApartWhereverTheBytesWereCut() throws IOException {
        BoundedLines lines = new BoundedLines(in("a\r\n\nbcd\n" + "e".repeat(20_000)), 20_000);

        List<String> found = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            found.add(new String(line, StandardCharsets.UTF_8));
        }

        assertThat(found).containsExactly("a", "", "bcd", "e".repeat(20_000));
    }

    @Test
    void aLineThatIsTooLongIsRefusedOrCut() throws IOException {
        assertThatThrownBy(() -> new BoundedLines(in("abcdef\n"), 5).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 5 bytes");
        BoundedLines cut = new BoundedLines(in("abcdef\nnext\n"), 5);
        assertThat(cut.nextCut()).asString().isEqualTo("abcde");
        assertThat(cut.nextCut()).asString().isEqualTo("next");
    }

    @Test
    void eventsHaveDataAnIdAndATimeToComeAgain() throws IOException {
        EventStream events = new EventStream(100);
        List<String> data = new ArrayList<>();

        events.read(
                in("id: e1\nretry: 500\ndata:\n\n:comment\nevent: message\ndata: {\ndata: }\nid:e2\n\ndata: lost"),
                message -> data.add(new String(message, StandardCharsets.UTF_8)));

        assertThat(data).containsExactly("{\n}");
        assertThat(events.lastId()).isEqualTo("e2");
        assertThat(events.retry()).contains(Duration.ofMillis(500));
    }

    @Test
    void anEventThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> new EventStream(10).read(in("data: 123456\ndata: 789012\n\n"), _ -> {}))
                .isInstanceOf(IOException.class);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
