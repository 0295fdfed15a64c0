package dev.walden.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.walden.tools.programs.Programs;
import dev.walden.tools.shell.ShellProperties.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellStartTest {

    @TempDir
    private Path folder;

    @Test
    void commandsAreFoundByNameOrAbsolutePath() throws IOException {
        Path tool = program("tool", "exit 0");

        AllowedCommands allowed = start(Kind.NONE, "sh", tool.toString()).allowed();

        assertThat(allowed.names()).isEqualTo("sh, tool");
        assertThat(allowed.line(List.of("tool", "x"))).contains(List.of(tool.toString(), "x"));
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(start(Kind.NONE, "no-such-program")::allowed)
                .withMessageContaining("\"no-such-program\"")
                .withMessageContaining("/usr/bin");
        assertThatIllegalArgumentException()
                .isThrownBy(start(Kind.NONE)::allowed)
                .withMessageContaining("at least one");
    }

    @Test
    void withoutBubblewrapThereIsNoShellUnlessThatIsWanted() throws Exception {
        ShellStart start = new ShellStart(
                Sandboxes.properties(Kind.BUBBLEWRAP, "tool"), new Programs(List.of(folder)), folder.resolve("home"));
        program("tool", "exit 0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.sandbox(start.allowed()))
                .withMessageContaining("Install bubblewrap")
                .withMessageContaining("sandbox: none");
        ShellStart none = start(Kind.NONE, "sh");
        assertThat(none.sandbox(none.allowed())).isEqualTo(new Sandbox.None());
    }

    @Test
    void aSandboxThatCannotBeMadeIsToldAtTheStartWithWhatToDo() throws Exception {
        program("bwrap", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
        ShellStart start = new ShellStart(
                Sandboxes.properties(Kind.BUBBLEWRAP, "/bin/sh"),
                new Programs(List.of(folder)),
                folder.resolve("home"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.sandbox(start.allowed()))
                .withMessageContaining("No permissions to create new namespace")
                .withMessageContaining("walden-sandbox.conf");
    }

    @Test
    void whatTheSandboxDoesNotShowIsNoCommandOfIt() throws Exception {
        Path tool = program("tool", "exit 0");
        Path bwrap = program("bwrap", "exit 0");
        ShellStart start = new ShellStart(
                Sandboxes.properties(Kind.BUBBLEWRAP, tool.toString()),
                new Programs(List.of(bwrap.getParent())),
                folder.resolve("home"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.sandbox(start.allowed()))
                .withMessageContaining("walden.tools.shell.readable");
    }

    @Test
    void theDataFolderIsNeverShown() throws Exception {
        program("bwrap", "exit 0");
        Path real = Files.createDirectories(folder.resolve("real/home"));
        Path home = Files.createSymbolicLink(folder.resolve("home"), real);
        Path toReal = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("links")).resolve("real"), folder.resolve("real"));

        for (Path shown : List.of(
                folder,
                home,
                home.resolve("keys"),
                folder.resolve("x/../home"),
                real,
                real.resolve("keys"),
                toReal,
                toReal.resolve("home/keys"))) {
            ShellStart start = new ShellStart(
                    new ShellProperties(
                            true, List.of("/bin/sh"), Kind.BUBBLEWRAP, false, List.of(shown), Sandboxes.bounds()),
                    new Programs(List.of(folder)),
                    home);

            assertThatIllegalArgumentException()
                    .as("%s", shown)
                    .isThrownBy(() -> start.sandbox(start.allowed()))
                    .withMessageContaining("shows the data folder");
        }
    }

    @Test
    void aDataFolderAmongTheProgramsOfTheSystemIsRefused() throws Exception {
        program("bwrap", "exit 0");
        ShellStart start = new ShellStart(
                Sandboxes.properties(Kind.BUBBLEWRAP, "/bin/sh"),
                new Programs(List.of(folder)),
                Path.of("/usr/local/walden"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.sandbox(start.allowed()))
                .withMessageContaining("walden.home");
    }

    private ShellStart start(Kind sandbox, String... allowed) {
        return new ShellStart(Sandboxes.properties(sandbox, allowed), Programs.OF_THE_SYSTEM, folder.resolve("home"));
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
