package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceToolsTest {

    @TempDir
    private Path home;

    private Path space;
    private Tool read;
    private Tool write;
    private Tool list;

    @BeforeEach
    void makeWorkspace() throws IOException {
        Workspaces workspaces = new Workspaces(home.resolve("workspace"));
        space = Files.createDirectories(home.resolve("workspace/default"));
        read = new ReadFileTool(workspaces);
        write = new WriteFileTool(workspaces);
        list = new ListFilesTool(workspaces);
        Files.writeString(home.resolve("secret.txt"), "secret");
    }

    @Test
    void whatIsWrittenIsListedAndReadBackAsUntrusted() throws Exception {
        ToolOutput written = write("notes/today.txt", "grüße\n");

        assertThat(written).isEqualTo(ToolOutput.trusted("Wrote 8 bytes to notes/today.txt."));
        assertThat(read("notes/today.txt")).isEqualTo(ToolOutput.untrusted("grüße\n"));
        assertThat(list("notes")).isEqualTo(ToolOutput.untrusted("today.txt (8 bytes)"));
        assertThat(list("")).isEqualTo(ToolOutput.untrusted("notes/"));
    }

    @Test
    void writingAgainReplacesTheWholeFileAndLeavesNothingElse() throws Exception {
        write("a.txt", "a long first text");
        write("a.txt", "short");

        assertThat(read("a.txt").text()).isEqualTo("short");
        assertThat(space).isDirectoryContaining("glob:**/a.txt");
        try (var files = Files.list(space)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aPartThatACrashLeftIsClearedByTheRepeatedCall() throws Exception {
        write("a.txt", "first");
        Path part = Files.createDirectories(space.resolve("sub"))
                .resolve(WorkspacePath.RESERVED
                        + java.util.UUID.nameUUIDFromBytes("t1/c1".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + ".part");
        Files.writeString(part, "half");

        write("sub/b.txt", "whole");

        assertThat(part).doesNotExist();
        assertThat(list("sub").text()).isEqualTo("b.txt (5 bytes)");
    }

    @Test
    void anEmptyWorkspaceIsNoError() throws Exception {
        Files.delete(space);

        assertThat(list("")).isEqualTo(ToolOutput.trusted("There is nothing in this folder."));
        assertThatThrownBy(() -> read("a.txt"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret.txt",
                "../../secret.txt",
                "a/../../secret.txt",
                "a/..",
                "/etc/passwd",
                "//etc/passwd",
                "./../secret.txt",
                "a//b",
                "a/./b",
                "a/",
                "..\\secret.txt",
                "a\\b",
                "C:\\x",
                "a\0b",
                "a\nb",
                "\u007f",
                " /../x",
                ".walden-x.part",
                "a/.walden-x",
                "././../x",
                "/",
                "//",
                "....//x",
                "a/../b",
                "",
                "./",
            })
    void pathsThatCouldLeadOutAreRefused(String path) throws Exception {
        Files.createDirectories(space.resolve("a"));

        assertThatThrownBy(() -> read(path)).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> write(path, "x")).isInstanceOf(ToolException.class);
        assertThat(home.resolve("secret.txt")).hasContent("secret");
    }

    /** Policy was asked about the text: a second spelling would get past its rules. */
    @ParameterizedTest
    @ValueSource(strings = {"./a/b.txt", "a//b.txt", "a/./b.txt", "a/b.txt/", "././a/b.txt", "a/b.txt/."})
    void aFileHasOneSpellingAndTheRefusalTellsIt(String path) throws Exception {
        write("a/b.txt", "x");

        assertThatThrownBy(() -> read(path)).hasMessageContaining("Write a/b.txt instead of " + path);
        assertThatThrownBy(() -> write(path, "y")).hasMessageContaining("Write a/b.txt instead of " + path);
        assertThatThrownBy(() -> list(path)).hasMessageContaining("Write a/b.txt instead of " + path);
        assertThatThrownBy(() -> list("./")).hasMessageContaining("Write . instead of ./");
        assertThat(read("a/b.txt").text()).isEqualTo("x");
    }

    @Test
    void longPathsAreRefused() {
        assertThatThrownBy(() -> read("a/".repeat(40) + "b")).hasMessageContaining("32 names");
        assertThatThrownBy(() -> read("a".repeat(201))).hasMessageContaining("200 bytes");
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Files.createSymbolicLink(space.resolve("file"), home.resolve("secret.txt"));
        Files.createSymbolicLink(space.resolve("folder"), home);
        Files.createSymbolicLink(space.resolve("inside"), space.resolve("x.txt"));

        for (String path : new String[] {"file", "folder/secret.txt", "folder/workspace/default/x", "inside"}) {
            assertThatThrownBy(() -> read(path)).isInstanceOf(ToolException.class);
            assertThatThrownBy(() -> write(path, "overwritten")).isInstanceOf(ToolException.class);
        }
        assertThatThrownBy(() -> list("folder")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> write("folder/new/x.txt", "x")).isInstanceOf(ToolException.class);
        assertThat(home.resolve("secret.txt")).hasContent("secret");
        assertThat(space.resolve("file")).isSymbolicLink();
        assertThat(list("").text()).contains("file (a link or special file, not used)");
    }

    @Test
    void aSpaceThatIsALinkIsNotFollowed() throws Exception {
        Files.delete(space);
        Files.createSymbolicLink(space, home);

        assertThatThrownBy(() -> read("secret.txt")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> list("")).isInstanceOf(ToolException.class);
    }

    /** On a thread of its own, as nothing gets a thread back that waits in open(2). */
    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void aFifoIsNeitherReadNorReplacedNorLookedInto() throws Exception {
        Process made = new ProcessBuilder("mkfifo", space.resolve("fifo").toString()).start();
        assertThat(made.waitFor(5, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> read("fifo")).hasMessageContaining("special file");
        assertThatThrownBy(() -> write("fifo", "x")).hasMessageContaining("special file");
        assertThatThrownBy(() -> list("fifo")).hasMessageContaining("no folder");
        assertThatThrownBy(() -> read("fifo/x")).hasMessageContaining("no folder");
        assertThatThrownBy(() -> write("fifo/x", "x")).hasMessageContaining("no folder");
    }

    @Test
    void aFolderIsNoFileAndAFileIsNoFolder() throws Exception {
        write("a/b.txt", "x");

        assertThatThrownBy(() -> read("a")).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> write("a", "x")).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> read("a/b.txt/c")).hasMessageContaining("no folder");
        assertThatThrownBy(() -> write("a/b.txt/c", "x")).hasMessageContaining("no folder");
        assertThatThrownBy(() -> list("a/b.txt")).hasMessageContaining("no folder");
    }

    @Test
    void whatIsTooLargeOrNoTextIsRefused() throws Exception {
        Files.write(space.resolve("large"), new byte[(1 << 20) + 1]);
        Files.write(space.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});

        assertThatThrownBy(() -> read("large")).hasMessageContaining("larger than 1 MiB");
        assertThatThrownBy(() -> read("binary")).hasMessageContaining("no UTF-8 text");
        assertThatThrownBy(() -> write("x", "ä".repeat(600_000))).hasMessageContaining("at most 1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "", "../default"})
    void aSpaceThatIsNoPlainNameIsRefused(String name) {
        ToolContext context = new ToolContext("t1", "s1", name, "c1", "t1/c1", Instant.MAX);

        assertThatThrownBy(() -> read.call(new ToolInput(Map.of("path", "x")), context))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void complaintsDoNotTellWhereTheWorkspaceIs() {
        assertThatThrownBy(() -> read("nothing.txt")).message().doesNotContain(home.toString());
        assertThatThrownBy(() -> list("nothing")).message().doesNotContain(home.toString());
    }

    private ToolOutput read(String path) throws Exception {
        return read.call(new ToolInput(Map.of("path", path)), Calls.context());
    }

    private ToolOutput write(String path, String content) throws Exception {
        return write.call(new ToolInput(Map.of("path", path, "content", content)), Calls.context());
    }

    private ToolOutput list(String path) throws Exception {
        return list.call(new ToolInput(Map.of("path", path)), Calls.context());
    }
}
