package dev.walden.tools;

import dev.walden.plugin.Tool;
import dev.walden.tools.jar.JarPlugin;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginTool;
import dev.walden.tools.wasm.MemoryShare;
import dev.walden.tools.wasm.WasmTool;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of a folder of plugins, as they were at the start. Thread-safe. */
final class PluginTools implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginTools.class);

    private final List<PluginTool> tools = new ArrayList<>();
    private final List<JarPlugin> jars = new ArrayList<>();

    private PluginTools() {}

    /**
     * Loads them.
     *
     * @param heap the most bytes that the heap may have
     * @param time for modules that are given the clock
     * @throws PluginException when one cannot be used
     */
    static PluginTools of(Path folder, PluginsProperties properties, long heap, InstantSource time) {
        PluginTools found = new PluginTools();
        try {
            found.load(folder, properties, properties.wasmShare(heap), time);
            return found;
        } catch (RuntimeException e) {
            found.close();
            throw e;
        }
    }

    private void load(Path folder, PluginsProperties properties, MemoryShare share, InstantSource time) {
        for (PluginFile file : PluginFile.in(folder, ".wasm")) {
            tools.add(WasmTool.load(file, share, time));
        }
        if (!tools.isEmpty() && properties.lowered(share)) {
            LOG.atInfo()
                    .addKeyValue("bytes", share.bytes())
                    .log("calls of WASM plugins have a quarter of the heap, which is less than they usually have");
        }
        for (PluginFile file : PluginFile.in(folder, ".jar")) {
            if (properties.jars()) {
                JarPlugin jar = JarPlugin.load(file);
                jars.add(jar);
                tools.addAll(jar.tools());
            } else {
                LOG.atWarn()
                        .addKeyValue("plugin", file.path())
                        .log("jar plugin left out, as walden.tools.plugins.jars is false");
            }
        }
        for (PluginTool tool : tools) {
            LOG.atInfo()
                    .addKeyValue("tool", tool.descriptor().name())
                    .addKeyValue("plugin", tool.origin())
                    .log("plugin loaded");
        }
    }

    /** The tools that are written here and those. */
    List<Tool> with(List<Tool> builtIn) {
        List<Tool> all = new ArrayList<>(builtIn);
        all.addAll(tools);
        return all;
    }

    /** Lets go of the classes of jars. */
    @Override
    public void close() {
        jars.forEach(JarPlugin::close);
    }
}
