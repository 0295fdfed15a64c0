package dev.walden.tools.jar;

import dev.walden.plugin.Tool;
import dev.walden.tools.PluginException;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginManifest;
import dev.walden.tools.plugins.PluginTool;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loaded classes of one jar and its tools. Thread-safe. */
public final class JarPlugin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JarPlugin.class);
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_TOOLS = 64;

    private final PluginFile file;
    private final Path copy;
    private final URLClassLoader classes;
    private final List<PluginTool> tools = new ArrayList<>();

    private JarPlugin(PluginFile file, Path copy) throws IOException {
        this.file = file;
        this.copy = copy;
        this.classes =
                new URLClassLoader(file.fileName(), new URL[] {copy.toUri().toURL()}, new ContractClasses());
    }

    /**
     * Reads a jar, compares it with its manifest, and makes its tools.
     *
     * @throws PluginException when it cannot be used
     */
    public static JarPlugin load(PluginFile file) {
        byte[] content = PluginManifest.of(file, Set.of("sha256")).verified(MOST_BYTES);
        try {
            // A copy, as what was compared must be what is loaded, today and when the next class is wanted.
            Path copy = Files.createTempFile("walden-plugin-", ".jar");
            JarPlugin plugin = new JarPlugin(file, copy);
            try {
                Files.write(copy, content);
                plugin.demandAlone();
                plugin.findTools();
                return plugin;
            } catch (IOException | RuntimeException | Error e) {
                plugin.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PluginException(file.path(), "It is no jar that can be read: " + e.getMessage() + ".", e);
        }
    }

    /** Its tools; at least one. */
    public List<PluginTool> tools() {
        return List.copyOf(tools);
    }

    /** What a jar names as its class path would be loaded too, and nobody pinned it. */
    private void demandAlone() throws IOException {
        try (JarFile jar = new JarFile(copy.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest != null && manifest.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH)) {
                throw file.wrong(
                        "Its META-INF/MANIFEST.MF has a Class-Path. Put the classes it needs into the jar itself.");
            }
        }
    }

    private void findTools() {
        try {
            for (Tool tool : ServiceLoader.load(Tool.class, classes)) {
                tools.add(JarTool.of(tool, file));
                if (tools.size() > MOST_TOOLS) {
                    throw file.wrong("It may have at most " + MOST_TOOLS + " tools.");
                }
            }
        } catch (PluginException e) {
            throw e;
        } catch (RuntimeException | Error e) { // whatever a constructor, an initializer or a descriptor throws
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PluginException(
                    file.path(), "A tool of it cannot be made: " + e.getMessage() + ": " + cause + ".", e);
        }
        if (tools.isEmpty()) {
            throw file.wrong("It names no tool: it needs a file META-INF/services/" + Tool.class.getName()
                    + " with the names of the classes.");
        }
    }

    @Override
    public void close() {
        try {
            classes.close();
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("plugin", file.path())
                    .addKeyValue("error", e.getMessage())
                    .log("copy of a jar plugin left behind");
        }
    }
}
