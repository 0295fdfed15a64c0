package dev.walden.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that keeps the JVM which it is given to from ending. */
public final class HangingShutdown {

    private HangingShutdown() {}

    /** Called by the JVM. */
    @SuppressWarnings("InfiniteLoop")
    public static void premain(String arguments) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("hanging").unstarted(() -> {
            while (true) {
                LockSupport.park();
            }
        }));
    }

    /** Packs it. */
    static Path jar(Path file) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", HangingShutdown.class.getName());
        String name = HangingShutdown.class.getName().replace('.', '/') + ".class";
        try (InputStream code = HangingShutdown.class.getResourceAsStream("/" + name);
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry(name));
            jar.write(code.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
