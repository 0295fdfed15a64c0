package dev.walden.tools;

import dev.walden.plugin.Tool;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginTool;
import dev.walden.tools.wasm.MemoryShare;
import dev.walden.tools.wasm.WasmTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of a folder of plugins, as they were at the start. Thread-safe. */
final class PluginTools {

    private static final Logger LOG = LoggerFactory.getLogger(PluginTools.class);

    private final List<PluginTool> tools = new ArrayList<>();

    private PluginTools() {}

    /**
     * Loads them.
     *
     * @throws PluginException when one cannot be used
     */
    static PluginTools of(Path folder, PluginsProperties properties) {
        PluginTools found = new PluginTools();
        found.load(folder, properties);
        return found;
    }

    private void load(Path folder, PluginsProperties properties) {
        MemoryShare share = MemoryShare.ofBytes(properties.wasmMemory().toBytes());
        for (PluginFile file : PluginFile.in(folder, ".wasm")) {
            tools.add(WasmTool.load(file, share));
        }
        demandNamesOnce(folder);
        for (PluginTool tool : tools) {
            LOG.atInfo()
                    .addKeyValue("tool", tool.descriptor().name())
                    .addKeyValue("plugin", tool.origin())
                    .log("plugin loaded");
        }
    }

    private void demandNamesOnce(Path folder) {
        Map<String, PluginTool> byName = new HashMap<>();
        for (PluginTool tool : tools) {
            PluginTool other = byName.putIfAbsent(tool.descriptor().name(), tool);
            if (other != null) {
                throw new PluginException(
                        folder,
                        "Tool names must be unique; " + tool.descriptor().name() + " is the name of " + other.origin()
                                + " and " + tool.origin() + ".");
            }
        }
    }

    /** The tools that are written here and those. */
    List<Tool> with(List<Tool> builtIn) {
        List<Tool> all = new ArrayList<>(builtIn);
        all.addAll(tools);
        return all;
    }
}
