package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.tools.wasm.MemoryShare;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/** What WASM plugins may have of the heap. */
class PluginsPropertiesTest {

    private static final long MEGABYTE = 1 << 20;

    private final PluginsProperties unset = new PluginsProperties(false, null);

    @Test
    void onALargeHeapItIsTheUsual() {
        MemoryShare share = unset.wasmShare(1024 * MEGABYTE);

        assertThat(share.bytes()).isEqualTo(256 * MEGABYTE);
        assertThat(unset.lowered(share)).isFalse();
    }

    @Test
    void onASmallHeapItIsAQuarterAndThatIsTold() {
        MemoryShare share = unset.wasmShare(128 * MEGABYTE);

        assertThat(share.bytes()).isEqualTo(32 * MEGABYTE);
        assertThat(unset.lowered(share)).isTrue();
    }

    @Test
    void upToAQuarterItIsWhatIsConfigured() {
        PluginsProperties set = new PluginsProperties(false, DataSize.ofMegabytes(32));
        MemoryShare share = set.wasmShare(128 * MEGABYTE);

        assertThat(share.bytes()).isEqualTo(32 * MEGABYTE);
        assertThat(set.lowered(share)).isFalse();
    }

    @Test
    void moreThanAQuarterIsRefusedWithWhatThereIs() {
        PluginsProperties set = new PluginsProperties(false, DataSize.ofMegabytes(33));

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> set.wasmShare(128 * MEGABYTE))
                .satisfies(failure -> {
                    assertThat(failure.getName()).isEqualTo("walden.tools.plugins.wasm-memory");
                    assertThat(failure.getReason()).contains("32MB of 128MB");
                });
    }
}
