package dev.walden.tools.wasm;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;

class WasiFunctionsTest {

    /** The engine looks at the interrupt where a module jumps or calls, and so not while one function goes through all its memory. */
    @ParameterizedTest
    @CsvSource({"random-hog, 0, 65536, 0, 0", "chatter, 1, 0, 8000, 65000"})
    void anInterruptEndsAFunctionThatGoesThroughTheMemory(String module, long a, long b, long c, long d) {
        WasmModule read = Parser.parse(Path.of("src/test/resources/plugins/hostile/" + module + ".wasm"));
        HostFunction function = function(read);
        Instance instance = Instance.builder(read)
                .withStart(false)
                .withImportValues(ImportValues.builder().addFunction(function).build())
                .build();

        Thread.currentThread().interrupt();

        try {
            assertThatExceptionOfType(WasmInterruptedException.class)
                    .isThrownBy(() -> function.handle().apply(instance, a, b, c, d));
        } finally {
            Thread.interrupted();
        }
    }

    private static HostFunction function(WasmModule module) {
        FunctionImport wanted = (FunctionImport) module.importSection().getImport(0);
        return new WasiFunctions(Set.of(Grant.RANDOM), InstantSource.system(), new Written())
                .function(wanted, module.typeSection().getType(wanted.typeIndex()));
    }
}
