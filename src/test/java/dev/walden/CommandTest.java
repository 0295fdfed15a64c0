package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandTest {

    @Test
    void servesWithoutACommand() {
        assertThat(Command.parse()).isEqualTo(new Command.Serve(List.of()));
        assertThat(Command.parse("--server.port=1")).isEqualTo(new Command.Serve(List.of("--server.port=1")));
    }

    @Test
    void keepsThePropertiesBehindTheCommand() {
        assertThat(Command.parse("serve", "--server.port=1", "--debug"))
                .isEqualTo(new Command.Serve(List.of("--server.port=1", "--debug")));
    }

    @Test
    void namesTheWordThatMeansNothing() {
        assertThat(Command.parse("frobnicate")).isEqualTo(new Command.Unknown("frobnicate"));
        assertThat(Command.parse("serve", "twice")).isEqualTo(new Command.Unknown("twice"));
        assertThat(Command.parse("-x")).isEqualTo(new Command.Unknown("-x"));
    }

    @Test
    void helpAndVersionMayStandAnywhere() {
        assertThat(Command.parse("serve", "--help")).isEqualTo(new Command.Help());
        assertThat(Command.parse("--version")).isEqualTo(new Command.Version());
    }
}
