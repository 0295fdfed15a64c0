package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.BackupManifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | left out    workspace/t1/link, a link that is not followed",
                "true  | \"leftOut\":[\"workspace/t1/link\"]"
            })
    void whatIsNotInABackupIsToldWithItsResult(boolean json, String told) {
        var out = new ByteArrayOutputStream();
        var console = Console.of(out, System.err, false);
        var manifest = new BackupManifest(Instant.EPOCH, "0123456789abcdef0123456789abcdef", 1, "1:00", List.of());

        BackupCommand.print(console, json, "Backed up", manifest, List.of(Path.of("workspace/t1/link")));
        console.out().flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains(told);
    }
}
