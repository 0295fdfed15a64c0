package dev.walden.tools;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Tools that are found in the folder {@code plugins} of the data folder.
 *
 * @param wasmMemory what all running calls of WASM plugins may have as memory; a call waits for its share, within its time
 */
record PluginsProperties(
        @DefaultValue("256MB") DataSize wasmMemory) {

    private static final DataSize LEAST = DataSize.ofMegabytes(1);
    private static final DataSize MOST = DataSize.ofGigabytes(16);

    PluginsProperties {
        if (wasmMemory.compareTo(LEAST) < 0 || wasmMemory.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "walden.tools.plugins.wasm-memory must be 1MB to 16GB; found: " + wasmMemory);
        }
    }
}
