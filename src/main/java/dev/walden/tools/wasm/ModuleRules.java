package dev.walden.tools.wasm;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.MemorySection;
import run.endive.wasm.types.Table;

/** What a module may not have, so that its memory is all it can use up and an interrupt always ends it. Pure. */
final class ModuleRules {

    /** Entries of one table; far more than functions that are pointed to. */
    static final int MOST_ENTRIES = 1 << 16;

    private static final int MOST_TABLES = 2;
    private static final int MOST_GLOBALS = 1_000;
    private static final int MOST_VARIABLES = 1_000;

    /**
     * Beginnings of the names of instructions that the engine runs without a look at the interrupt, or that keep objects outside of the
     * module's memory. Compilers make none of them unless asked for.
     */
    private static final List<String> REFUSED =
            List.of("BR_ON_", "RETURN_CALL", "CALL_REF", "THROW", "TRY_TABLE", "STRUCT_", "ARRAY_", "MEM_ATOMIC_WAIT");

    private ModuleRules() {}

    /** The first thing that is wrong, a sentence; empty when there is none. */
    static Optional<String> fault(WasmModule module, int memoryPages) {
        return Stream.of(
                        imports(module),
                        memory(module, memoryPages),
                        tables(module),
                        globals(module),
                        tags(module),
                        Exports.fault(module),
                        functions(module),
                        OperandRules.fault(module))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> imports(WasmModule module) {
        return module.importSection().stream()
                .filter(wanted -> !given(module, wanted))
                .findFirst()
                .map(wanted -> "It imports " + wanted.module() + "." + wanted.name()
                        + ", which there is not. There are only the functions of " + WasiFunctions.MODULE
                        + ", with what they give and take.");
    }

    private static boolean given(WasmModule module, Import wanted) {
        return wanted instanceof FunctionImport function
                && WasiFunctions.has(function, module.typeSection().getType(function.typeIndex()));
    }

    private static Optional<String> memory(WasmModule module, int most) {
        int count = module.memorySection().map(MemorySection::memoryCount).orElse(0);
        if (count != 1) {
            return Optional.of("It must have one memory; found: " + count + ".");
        }
        MemoryLimits limits = module.memorySection().orElseThrow().getMemory(0).limits();
        if (limits.shared()) {
            return Optional.of("Its memory must not be shared: there is one thread.");
        }
        return limits.initialPages() <= most
                ? Optional.empty()
                : Optional.of("It begins with " + limits.initialPages()
                        + " pages of memory; its manifest allows, with memoryPages, " + most + ".");
    }

    private static Optional<String> tables(WasmModule module) {
        int count = module.tableSection().tableCount();
        boolean large = IntStream.range(0, Math.min(count, MOST_TABLES))
                .mapToObj(module.tableSection()::getTable)
                .map(Table::limits)
                .anyMatch(limits -> limits.min() > MOST_ENTRIES);
        return count > MOST_TABLES || large
                ? Optional.of("It may have at most " + MOST_TABLES + " tables of " + MOST_ENTRIES + " entries.")
                : Optional.empty();
    }

    /** Each is an object of every call. */
    private static Optional<String> globals(WasmModule module) {
        int count = module.globalSection().globalCount();
        return count > MOST_GLOBALS
                ? Optional.of("It has " + count + " global variables; the most is " + MOST_GLOBALS + ".")
                : Optional.empty();
    }

    private static Optional<String> tags(WasmModule module) {
        return module.tagSection().filter(section -> section.tagCount() > 0).map(_ -> refused("exceptions"));
    }

    private static Optional<String> functions(WasmModule module) {
        return IntStream.range(0, module.codeSection().functionBodyCount())
                .mapToObj(i -> function(module, i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> function(WasmModule module, int function) {
        int variables = FrameCosts.variables(module, function);
        if (variables > MOST_VARIABLES) {
            return Optional.of("A function of it has " + variables + " parameters and local variables; the most is "
                    + MOST_VARIABLES + ". Let the compiler optimize it.");
        }
        return module.codeSection().getFunctionBody(function).instructions().stream()
                .map(instruction -> instruction.opcode().name())
                .filter(name -> REFUSED.stream().anyMatch(name::startsWith))
                .findFirst()
                .map(ModuleRules::refused);
    }

    private static String refused(String what) {
        return "It uses " + what
                + ", which is not offered here. Compile it for plain WebAssembly: no tail calls, exceptions,"
                + " threads or objects of the engine.";
    }

    /** What a module must have for Walden to call it. */
    static final class Exports {

        /** The version of the interface is part of the name, so that a module for another one is refused before it runs. */
        static final String CALL = "walden_call_v1";

        static final String ALLOC = "walden_alloc";
        static final String INITIALIZE = "_initialize";

        private Exports() {}

        static Optional<String> fault(WasmModule module) {
            List<String> found = IntStream.range(0, module.exportSection().exportCount())
                    .mapToObj(module.exportSection()::getExport)
                    .map(export -> described(module, export.name(), export.exportType(), export.index()))
                    .toList();
            boolean initialize = found.stream().noneMatch(export -> export.startsWith(INITIALIZE + "("))
                    || found.contains(INITIALIZE + "() -> nil");
            List<String> expected = List.of("memory", ALLOC + "(I32) -> (I32)", CALL + "(I32,I32) -> (I64)");
            return initialize && found.containsAll(expected)
                    ? Optional.empty()
                    : Optional.of("It must export " + expected + "; found: " + found + ".");
        }

        private static String described(WasmModule module, String name, ExternalType type, int index) {
            if (type != ExternalType.FUNCTION) {
                return name;
            }
            int imported = module.importSection().count(ExternalType.FUNCTION);
            return index < imported
                    ? name + " (imported)"
                    : name + module.functionSection().getFunctionType(index - imported, module.typeSection());
        }
    }
}
