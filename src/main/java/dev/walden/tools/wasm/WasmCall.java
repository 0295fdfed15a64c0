package dev.walden.tools.wasm;

import dev.walden.tools.wasm.ModuleRules.Exports;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TableInstance;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/**
 * One instance of a module, for one call. Everything it throws is a failure of the module. Confined to one thread, whose interrupt ends it
 * with the engine's exception.
 */
final class WasmCall {

    /** Of the JSON; the toolbox keeps less of the text in it unless configured. */
    private static final long MOST_ANSWER_BYTES = 1 << 20;

    private final WasmModule module;
    private final Instance instance;

    /**
     * Makes the instance, which runs the module's start function.
     *
     * @param costs of the module's functions
     */
    WasmCall(WasmModule module, FrameCosts costs, int memoryPages, WasiFunctions functions) {
        this.module = module;
        this.instance = Instance.builder(module)
                .withStart(false)
                .withImportValues(imports(module, functions))
                .withMachineFactory(made -> new BoundedMachine(made, costs))
                .withMemoryFactory(limits -> new ByteArrayMemory(
                        new MemoryLimits(limits.initialPages(), Math.min(limits.maximumPages(), memoryPages))))
                .withTableFactory(WasmCall::table)
                .build();
    }

    /** The module's answer to this input. */
    byte[] run(byte[] input) {
        if (hasInitialize()) {
            instance.export(Exports.INITIALIZE).apply();
        }
        long at = instance.export(Exports.ALLOC).apply(input.length)[0] & 0xFFFF_FFFFL;
        if (at == 0) {
            throw new UnusableAnswerException("it has no room for " + input.length + " bytes of arguments");
        }
        demandInside("the room for the arguments", at, input.length);
        instance.memory().write((int) at, input);

        long answer = instance.export(Exports.CALL).apply(at, input.length)[0];
        return answer(answer >>> 32, answer & 0xFFFF_FFFFL);
    }

    private byte[] answer(long at, long length) {
        if (length > MOST_ANSWER_BYTES) {
            throw new UnusableAnswerException("its answer has " + length + " bytes, more than " + MOST_ANSWER_BYTES);
        }
        demandInside("its answer", at, length);
        return instance.memory().readBytes((int) at, (int) length);
    }

    private void demandInside(String what, long at, long length) {
        long size = (long) instance.memory().pages() * Memory.PAGE_SIZE;
        if (at + length > size) {
            throw new UnusableAnswerException(
                    what + " is at " + at + " with " + length + " bytes, outside of its memory of " + size);
        }
    }

    private boolean hasInitialize() {
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            if (module.exportSection().getExport(i).name().equals(Exports.INITIALIZE)) {
                return true;
            }
        }
        return false;
    }

    private static ImportValues imports(WasmModule module, WasiFunctions functions) {
        return ImportValues.builder()
                .addFunction(module.importSection().stream()
                        .map(FunctionImport.class::cast)
                        .map(wanted ->
                                functions.function(wanted, module.typeSection().getType(wanted.typeIndex())))
                        .toArray(HostFunction[]::new))
                .build();
    }

    /** A table of its own limits: the engine counts growth in the module's, where it would stay for the next call. */
    private static TableInstance table(Table table, int initial) {
        TableLimits limits =
                new TableLimits(table.limits().min(), Math.min(table.limits().max(), ModuleRules.MOST_ENTRIES));
        return new TableInstance(new Table(table.elementType(), limits), initial);
    }
}
