package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.plugins.PluginFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class PluginToolsTest {

    private static final PluginsProperties AS_IT_COMES = new PluginsProperties(false, null);
    private static final long HEAP = 4L << 30;

    @TempDir
    Path home;

    @Test
    void withoutAFolderThereAreNone() {
        try (PluginTools tools = PluginTools.of(home.resolve("absent"), AS_IT_COMES, HEAP, InstantSource.system())) {
            assertThat(tools.with(List.of())).isEmpty();
        }
    }

    @Test
    void modulesStandBehindTheBuiltInTools() throws IOException {
        folder().roman();
        Tool builtIn = new CalculatorTool();

        try (PluginTools tools = PluginTools.of(home, AS_IT_COMES, HEAP, InstantSource.system())) {
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
                .isThrownBy(() -> ChangingTools.of(
                        PluginTools.of(home, AS_IT_COMES, HEAP, InstantSource.system())
                                .with(List.of()),
                        Map.of(),
                        ToolSource.NONE))
                .withMessageContaining("same is the name of deep.wasm and hog.wasm");
    }

    /** Rules and overrides are written for our own of these names, wherever those are configured. */
    @ParameterizedTest
    @ValueSource(strings = {"shell", "sql_query", "web_search"})
    void aPluginNeverTakesTheNameOfAToolThatIsNotConfigured(String name) throws IOException {
        folder().hostile("deep", Map.of("name", name));

        try (PluginTools tools = PluginTools.of(home, AS_IT_COMES, HEAP, InstantSource.system())) {
            assertThatExceptionOfType(PluginException.class)
                    .isThrownBy(() -> ChangingTools.of(tools.with(List.of()), Map.of(), ToolSource.NONE))
                    .withMessageContaining("deep.wasm cannot be used. The name " + name + " is that of one of");
        }
    }

    @Test
    void tooManyPluginsAreRefused() throws IOException {
        for (int i = 0; i < 65; i++) {
            folder().hostile("deep");
            folder().file("p" + i + ".wasm", new byte[0], Map.of());
        }

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> PluginTools.of(home, AS_IT_COMES, HEAP, InstantSource.system()))
                .withMessageContaining("at most 64");
    }

    @Test
    void aModuleThatWantsMoreThanAQuarterOfTheHeapIsRefused() throws IOException {
        folder().hostile("deep", Map.of("memoryPages", 257L));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> PluginTools.of(home, AS_IT_COMES, 64L << 20, InstantSource.system()))
                .withMessageContaining("at most 256, which is all that")
                .withMessageContaining("a quarter of the heap");
    }

    @Test
    void whatASmallHeapTakesAwayIsTold() throws IOException {
        folder().roman();
        Logger logger = (Logger) LoggerFactory.getLogger(PluginTools.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            PluginTools.of(home, AS_IT_COMES, HEAP, InstantSource.system()).close();
            assertThat(lines.list).noneMatch(line -> line.getMessage().contains("a quarter of the heap"));

            PluginTools.of(home, AS_IT_COMES, 64L << 20, InstantSource.system()).close();
            assertThat(lines.list).anyMatch(line -> line.getMessage().contains("a quarter of the heap"));
        } finally {
            logger.detachAppender(lines);
        }
    }

    private PluginFolder folder() {
        return new PluginFolder(home);
    }
}
