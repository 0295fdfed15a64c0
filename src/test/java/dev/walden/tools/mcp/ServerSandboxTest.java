package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.tools.mcp.ServerSettings.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox that docs/mcp.md shows, with another server in it. */
final class ServerSandboxTest {

    private static final Pattern EXAMPLE = Pattern.compile("command: \\[\"bwrap\",(.*?)\"--\",", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    private Path folder;

    private Path data;
    private Path files;

    @BeforeEach
    void demandBubblewrap() throws IOException, InterruptedException {
        data = Files.createDirectory(folder.resolve("data"));
        files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(data.resolve("admin.key"), "k");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        Process trial = new ProcessBuilder("bwrap", "--unshare-all", "--ro-bind", "/", "/", "true").start();
        assumeTrue(trial.waitFor() == 0, "no sandbox can be made here");
    }

    @Test
    void itSeesAndWritesWhatItIsShownAndEndsWithItsServer() throws Exception {
        try (Servers server = Servers.of(new Command(sandboxed(), Map.of(), data, Servers.BOUNDS), true)) {
            server.awaitUp();

            assertThat(run(server, "ls " + data)).contains("No such file");
            assertThat(run(server, "ls -d /etc/passwd")).contains("No such file");
            assertThat(run(server, "touch /usr/x")).contains("Read-only");
            assertThat(run(server, "tail -n +3 /proc/net/dev | wc -l"))
                    .as("loopback alone")
                    .isEqualTo("1");
            assertThat(run(server, "echo /proc/[0-9]*/status | wc -w"))
                    .as("processes, of which the service has many")
                    .matches("\\d");
            assertThat(run(server, "cat /proc/self/oom_score_adj")).isEqualTo("1000");
            assertThat(run(server, "echo written > /srv/files/a; cat /srv/files/a"))
                    .isEqualTo("written");
            assertThat(files.resolve("a")).hasContent("written");

            List<ProcessHandle> all = sandboxes();
            assertThat(all).isNotEmpty();
            assertThatThrownBy(() -> run(server, "kill -9 $$")).isInstanceOf(OutcomeUnknownException.class);
            Servers.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        }
        Servers.await().until(() -> sandboxes().isEmpty());
    }

    private static List<ProcessHandle> sandboxes() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info()
                        .arguments()
                        .filter(words -> List.of(words).contains("obeys"))
                        .isPresent())
                .toList();
    }

    private static String run(Servers server, String line) throws Exception {
        return server.call("run", Map.of("line", line)).text();
    }

    /** The words before the server are those of the document; only whose folder it is differs, and the server. */
    private List<String> sandboxed() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/mcp.md")));
        assertThat(example.find()).as("docs/mcp.md has its example").isTrue();
        List<String> command = new ArrayList<>(List.of("bwrap"));
        WORD.matcher(example.group(1))
                .results()
                .map(MatchResult::group)
                .map(word -> word.substring(1, word.length() - 1))
                .forEach(command::add);
        command.set(command.indexOf("/srv/files"), files.toString());
        command.set(command.indexOf("/opt/mcp"), "/usr");
        Path script = Path.of("src/test/resources/tools/mcp/obeys.sh");
        command.addAll(List.of("--", "/bin/sh", "-c", Files.readString(script), "obeys"));
        return command;
    }
}
