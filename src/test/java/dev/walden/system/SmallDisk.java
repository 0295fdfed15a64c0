package dev.walden.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own that can be filled up and freed. Only root can mount one. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Why there can be none here; empty when there can. */
    static String obstacle() {
        return !Files.isExecutable(Path.of("/bin/mount"))
                ? "mounting a small disk needs Linux"
                : !"root".equals(System.getProperty("user.name")) ? "mounting a small disk needs root" : "";
    }

    static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        run(List.of(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700", "walden-test", folder.toString()));
        return new SmallDisk(folder);
    }

    /** Writes until only so many bytes are left. */
    void fill(long leaveBytes) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (usableBytes() >= leaveBytes + chunk.length) {
                ballast.write(chunk);
            }
        }
    }

    void free() throws IOException {
        Files.delete(ballast());
    }

    long usableBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Unmounts, also while some process still has files open on it. */
    @Override
    public void close() throws IOException {
        run(List.of("umount", "--lazy", folder.toString()));
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
