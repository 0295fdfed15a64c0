package dev.walden.tools;

import dev.walden.tools.wasm.MemoryShare;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Tools that are found in the folder {@code plugins} of the data folder.
 *
 * @param jars whether {@code *.jar} is loaded: such code can do all that Walden can. Its tools also need the capability {@code JAR_PLUGIN}
 * @param wasmMemory what all running calls of WASM plugins may have as memory; a call waits for its share, within its time. At most a quarter
 *     of the heap; when it is not set 256MB, or that quarter if it is less
 */
record PluginsProperties(
        @DefaultValue("false") boolean jars, @Nullable DataSize wasmMemory) {

    private static final DataSize LEAST = DataSize.ofMegabytes(1);
    private static final DataSize MOST = DataSize.ofGigabytes(16);
    private static final DataSize USUAL = DataSize.ofMegabytes(256);
    private static final int PART_OF_HEAP = 4;

    PluginsProperties {
        if (wasmMemory != null && (wasmMemory.compareTo(LEAST) < 0 || wasmMemory.compareTo(MOST) > 0)) {
            throw new IllegalArgumentException(
                    "walden.tools.plugins.wasm-memory must be 1MB to 16GB; found: " + wasmMemory);
        }
    }

    /**
     * What calls of WASM plugins have together. A page that has no room in the heap would end the process, and not the call.
     *
     * @param heap the most bytes that the heap may have
     * @throws InvalidConfigurationPropertyValueException when more is configured than is safe
     */
    MemoryShare wasmShare(long heap) {
        long most = heap / PART_OF_HEAP;
        if (wasmMemory == null) {
            return MemoryShare.ofBytes(Math.min(USUAL.toBytes(), most));
        }
        if (wasmMemory.toBytes() > most) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.tools.plugins.wasm-memory",
                    wasmMemory,
                    "It may be at most a quarter of the heap, which is " + (most >> 20) + "MB of " + (heap >> 20)
                            + "MB. Choose less, leave it out, or give the process a larger heap with -Xmx.");
        }
        return MemoryShare.ofBytes(wasmMemory.toBytes());
    }

    /** Whether that is less than it is on a larger heap, though nobody asked for less. */
    boolean lowered(MemoryShare share) {
        return wasmMemory == null && share.bytes() < USUAL.toBytes();
    }
}
