package dev.walden.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** An ext4 file system in a sparse file: it promises more room than the file system has on which the file lies. */
final class LoopDisk implements AutoCloseable {

    private static final long PROMISED_BYTES = 256L << 20;

    private final Path image;
    private final Path folder;

    private LoopDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** Why there can be none here; empty when there can. */
    static String obstacle() {
        if (!SmallDisk.obstacle().isEmpty()) {
            return SmallDisk.obstacle();
        }
        return !Files.exists(Path.of("/dev/loop-control"))
                ? "a failing disk needs loop devices"
                : !Files.isExecutable(Path.of("/usr/sbin/mkfs.ext4")) ? "a failing disk needs mkfs.ext4" : "";
    }

    static LoopDisk mount(Path image, Path folder) throws IOException {
        Files.createDirectories(folder);
        SmallDisk.run(List.of("truncate", "-s", String.valueOf(PROMISED_BYTES), image.toString()));
        SmallDisk.run(List.of("/usr/sbin/mkfs.ext4", "-q", "-J", "size=4", "-E", "nodiscard", image.toString()));
        LoopDisk disk = new LoopDisk(image, folder);
        disk.mount();
        return disk;
    }

    Path folder() {
        return folder;
    }

    private void mount() throws IOException {
        SmallDisk.run(List.of("mount", "-o", "loop,errors=continue", image.toString(), folder.toString()));
    }

    /** Forgets all that the system holds of it in memory. */
    void again() throws IOException {
        close();
        mount();
    }

    /** Waits until it is let go: a process that another test is just starting has this one's open files for a moment. */
    @Override
    public void close() {
        Awaitility.await("the end of the mount")
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> SmallDisk.run(List.of("umount", folder.toString())));
    }
}
