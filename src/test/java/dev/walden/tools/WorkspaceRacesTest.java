package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.Patience;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a command may do to a workspace beside the calls that use it. */
@ExtendWith(Patience.class)
final class WorkspaceRacesTest {

    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    @TempDir
    private Path home;

    private Path space;
    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() throws IOException {
        space = Files.createDirectories(home.resolve("workspace/default"));
        workspace = new Workspace(space);
    }

    /** Before the folder is deleted. */
    @AfterEach
    void endSwapping() throws InterruptedException {
        done.set(true);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(10)); // one that waits in open(2) would never end
        }
    }

    @Test
    void nothingIsMadeOutsideWhileAFolderIsSwappedForALink() throws Exception {
        Path outside = Files.createDirectories(home.resolve("outside"));
        Path link = Files.createSymbolicLink(space.resolve("link"), outside);
        Path folder = space.resolve("a");
        Thread swapping = begin(() -> {
            for (int turn = 0; !done.get(); turn++) {
                Path aside = space.resolve("aside" + turn);
                attempt(() -> rename(folder, aside));
                attempt(() -> rename(link, folder));
                attempt(() -> rename(folder, link));
                attempt(() -> Files.createDirectory(folder));
            }
        });

        for (int i = 0; i < 500; i++) {
            WorkspacePath path = WorkspacePath.parse("a/b" + i + "/x.txt");
            attempt(() -> workspace.write(path, new byte[1], "none/part")); // fails behind the folders, and is quick
        }
        done.set(true);
        swapping.join();

        assertThat(outside).isEmptyDirectory();
    }

    /** The reader has a thread of its own, as nothing gets a thread back that waits in open(2). */
    @Test
    void noReadWaitsWhileAFileIsSwappedForAFifo() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "x");
        Path fifo = home.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor(5, TimeUnit.SECONDS))
                .isTrue();
        begin(() -> {
            while (!done.get()) {
                attempt(() -> putAt(space.resolve("f"), file));
                attempt(() -> putAt(space.resolve("f"), fifo));
            }
        });
        WorkspacePath path = WorkspacePath.parse("f");

        Thread reading = begin(() -> {
            for (int i = 0; i < 2000; i++) {
                attempt(() -> workspace.read(path, 10));
            }
        });

        await().until(() -> !reading.isAlive());
    }

    @Test
    void noDescriptorStaysOpen() throws Exception {
        workspace.write(WorkspacePath.parse("a/b.txt"), new byte[1], ".walden-part");
        Files.createSymbolicLink(space.resolve("link"), home);

        for (String text : new String[] {"a/b.txt", "a/none", "none/b", "a", "a/b.txt/c", "link/x", "link"}) {
            WorkspacePath path = WorkspacePath.parse(text);
            attempt(() -> workspace.read(path, 10));
            attempt(() -> workspace.list(path));
            attempt(() -> workspace.write(path, new byte[1], ".walden-part"));
        }

        assertThat(openBelow(home)).isEmpty();
    }

    private void putAt(Path path, Path other) throws IOException {
        Path link = Files.createLink(space.resolve("link"), other);
        rename(link, path);
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> openBelow(Path folder) throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                attempt(() -> open.add(Files.readSymbolicLink(descriptor)));
            }
        }
        return open.stream().filter(path -> path.startsWith(folder)).toList();
    }

    private Thread begin(Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().start(work);
        threads.add(thread);
        return thread;
    }

    private static void attempt(ThrowingCallable step) {
        try {
            step.call();
        } catch (Throwable _) {
            // The other was faster.
        }
    }
}
