package dev.walden.tools.wasm;

import java.util.List;
import java.util.stream.IntStream;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.Instruction;

/**
 * What a call of each function of a module keeps on the heap until it returns, beside its values on the stack: the engine has four arrays
 * with an entry for each parameter and local variable, and an object for each block that is open. An estimate from above. Immutable.
 */
final class FrameCosts {

    private static final int CALL_BYTES = 256;
    private static final int VARIABLE_BYTES = 40;
    private static final int BLOCK_BYTES = 48;

    /** Those of WASI, which come first and keep nothing. */
    private final int imported;

    private final int[] bytes;

    private FrameCosts(int imported, int[] bytes) {
        this.imported = imported;
        this.bytes = bytes;
    }

    static FrameCosts of(WasmModule module) {
        int[] bytes = IntStream.range(0, module.codeSection().functionBodyCount())
                .map(i -> bytes(
                        variables(module, i),
                        module.codeSection().getFunctionBody(i).instructions()))
                .toArray();
        return new FrameCosts(module.importSection().count(ExternalType.FUNCTION), bytes);
    }

    private static int bytes(int variables, List<? extends Instruction> instructions) {
        return CALL_BYTES + VARIABLE_BYTES * variables + BLOCK_BYTES * depth(instructions);
    }

    /** Parameters and local variables of a function that is not imported. */
    static int variables(WasmModule module, int function) {
        FunctionBody body = module.codeSection().getFunctionBody(function);
        return body.localTypes().size()
                + module.functionSection()
                        .getFunctionType(function, module.typeSection())
                        .params()
                        .size();
    }

    /** The most blocks that are open at once; the function is one. */
    private static int depth(List<? extends Instruction> instructions) {
        int open = 1;
        int most = open;
        for (Instruction instruction : instructions) {
            switch (instruction.opcode()) {
                case BLOCK, LOOP, IF -> most = Math.max(most, ++open);
                case END -> open--;
                default -> {}
            }
        }
        return most;
    }

    /** In bytes. */
    int of(int function) {
        return function < imported ? CALL_BYTES : bytes[function - imported];
    }
}
