package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.CallProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers say of how far calls have come. */
final class ServerProgressTest {

    @TempDir
    Path home;

    private final Queue<CallProgress> heard = new ConcurrentLinkedQueue<>();

    @Test
    void progressOverStandardStreamsIsHeardAndWhatIsNoneIsPassedOver() throws Exception {
        try (Servers server = Servers.stdio(home, "plain")) {
            assertThat(server.call("counts", Map.of(), heard::add).text()).isEqualTo("counted");
        }

        assertHeard();
    }

    @Test
    void progressInAStreamOverHttpIsHeard() throws Exception {
        try (ScriptedHttpServer http = new ScriptedHttpServer();
                Servers server = Servers.of(http.address(), true)) {
            assertThat(server.call("counts", Map.of(), heard::add).text()).isEqualTo("counted");
        }

        assertHeard();
    }

    private void assertHeard() {
        assertThat(heard)
                .containsExactly(
                        new CallProgress(1, null, null),
                        new CallProgress(2.5, 10.0, "half of it"),
                        new CallProgress(3, null, null));
    }

    @Test
    void ofARequestThatHasEndedNothingIsHeard() {
        ProgressTokens tokens = new ProgressTokens();
        List<CallProgress> others = new ArrayList<>();
        try (var _ = tokens.hear("t", heard::add);
                var _ = tokens.hear("u", others::add)) {
            tokens.notified(Map.of("progressToken", "t", "progress", 1L));
        }

        tokens.notified(Map.of("progressToken", "t", "progress", 2L));

        assertThat(heard).containsExactly(new CallProgress(1, null, null));
        assertThat(others).isEmpty();
    }
}
