package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.plugins.PluginFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class PluginToolsTest {

    private static final PluginsProperties AS_IT_COMES = new PluginsProperties(false, DataSize.ofMegabytes(256));

    @TempDir
    Path home;

    @Test
    void withoutAFolderThereAreNone() {
        try (PluginTools tools = PluginTools.of(home.resolve("absent"), AS_IT_COMES)) {
            assertThat(tools.with(List.of())).isEmpty();
        }
    }

    @Test
    void modulesStandBehindTheBuiltInTools() throws IOException {
        folder().roman();
        Tool builtIn = new CalculatorTool();

        try (PluginTools tools = PluginTools.of(home, AS_IT_COMES)) {
            assertThat(tools.with(List.of(builtIn)))
                    .extracting(Tool::descriptor)
                    .extracting(ToolDescriptor::name)
                    .containsExactly("calculator", "roman");
        }
    }

    @Test
    void twoPluginsOfOneNameAreRefusedWithBothFiles() throws IOException {
        folder().hostile("deep", Map.of("name", "same"));
        folder().hostile("hog", Map.of("name", "same"));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> PluginTools.of(home, AS_IT_COMES))
                .withMessageContaining("same is the name of deep.wasm and hog.wasm");
    }

    @Test
    void tooManyPluginsAreRefused() throws IOException {
        for (int i = 0; i < 65; i++) {
            folder().hostile("deep");
            folder().file("p" + i + ".wasm", new byte[0], Map.of());
        }

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> PluginTools.of(home, AS_IT_COMES))
                .withMessageContaining("at most 64");
    }

    private PluginFolder folder() {
        return new PluginFolder(home);
    }
}
