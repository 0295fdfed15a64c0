package dev.walden.tools.wasm;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.Instruction;

/**
 * How many values a function may put on the stack, whatever it takes off in between. The machine counts them where a function is called, so
 * what one puts there before it calls another, or without, has to be known before it runs. A valid loop leaves none behind, so each
 * instruction counts once. Pure.
 */
final class OperandRules {

    private static final Set<String> PUSHING =
            Set.of("LOCAL_GET", "GLOBAL_GET", "MEMORY_SIZE", "TABLE_SIZE", "REF_NULL", "REF_FUNC");

    private OperandRules() {}

    /** What is wrong, a sentence; empty when nothing is. */
    static Optional<String> fault(WasmModule module) {
        long results = mostResults(module);
        return Arrays.stream(module.codeSection().functionBodies())
                .mapToLong(body -> pushed(body, results))
                .filter(values -> values > BoundedMachine.MOST_VALUES)
                .mapToObj(values -> "A function of it puts " + values + " values on the stack; the most is "
                        + BoundedMachine.MOST_VALUES + ". Make it of smaller ones.")
                .findFirst();
    }

    private static long pushed(FunctionBody body, long results) {
        return body.instructions().stream()
                .mapToLong(instruction -> pushed(instruction, results))
                .sum();
    }

    private static long pushed(Instruction instruction, long results) {
        String name = instruction.opcode().name();
        if (name.startsWith("CALL")) {
            return results;
        }
        return PUSHING.contains(name) || name.endsWith("_CONST") ? 1 : 0;
    }

    /** Of any function there is to be called; those of WASI have one or none. */
    private static int mostResults(WasmModule module) {
        return IntStream.range(0, module.functionSection().functionCount())
                .map(i -> module.functionSection()
                        .getFunctionType(i, module.typeSection())
                        .returns()
                        .size())
                .reduce(1, Math::max);
    }
}
