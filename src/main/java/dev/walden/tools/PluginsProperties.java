package dev.walden.tools;

import dev.walden.tools.wasm.MemoryShare;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Tools that are found in the folder {@code plugins} of the data folder.
 *
 * @param jars whether {@code *.jar} is loaded: such code can do all that Walden can. Its tools also need the capability {@code JAR_PLUGIN}
 * @param wasmMemory what all running calls of WASM plugins may have as memory; a call waits for its share, within its time
 */
record PluginsProperties(
        @DefaultValue("false") boolean jars,
        @DefaultValue("256MB") DataSize wasmMemory) {

    private static final DataSize LEAST = DataSize.ofMegabytes(1);
    private static final DataSize MOST = DataSize.ofGigabytes(16);

    PluginsProperties {
        if (wasmMemory.compareTo(LEAST) < 0 || wasmMemory.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "walden.tools.plugins.wasm-memory must be 1MB to 16GB; found: " + wasmMemory);
        }
    }

    MemoryShare wasmShare() {
        return MemoryShare.ofBytes(wasmMemory.toBytes());
    }
}
