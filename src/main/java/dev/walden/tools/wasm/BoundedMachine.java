package dev.walden.tools.wasm;

import java.util.Deque;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.MStack;
import run.endive.runtime.StackFrame;
import run.endive.runtime.TrapException;
import run.endive.wasm.types.FunctionType;

/**
 * The engine's interpreter with bounds on what lies outside of a module's memory: calls in each other, what they keep, and values on the stack. The
 * thread's own stack is none: how deep it goes depends on what the JVM has compiled, about 900 to 2700 calls. Confined to one call.
 */
final class BoundedMachine extends InterpreterMachine {

    private static final int MOST_DEPTH = 500;

    /** Where a function is called; {@link OperandRules} let one put as many more there. */
    static final int MOST_VALUES = 1 << 16;

    /** Of all calls in each other. */
    private static final int MOST_FRAME_BYTES = 4 << 20;

    private final FrameCosts costs;
    private int frameBytes;

    BoundedMachine(Instance instance, FrameCosts costs) {
        super(instance);
        this.costs = costs;
    }

    @Override
    protected long @Nullable [] call(
            MStack stack,
            Instance instance,
            Deque<StackFrame> callStack,
            int function,
            long[] arguments,
            Object @Nullable [] references,
            @Nullable FunctionType type,
            boolean popResults) {
        if (callStack.size() >= MOST_DEPTH) {
            throw new TrapException("more than " + MOST_DEPTH + " calls in each other");
        }
        if (stack.size() > MOST_VALUES) {
            throw new TrapException("more than " + MOST_VALUES + " values on the stack");
        }
        int cost = costs.of(function);
        if (cost > MOST_FRAME_BYTES - frameBytes) {
            throw new TrapException("more than 4 MiB of local variables and open blocks in calls in each other");
        }
        frameBytes += cost;
        try {
            return super.call(stack, instance, callStack, function, arguments, references, type, popResults);
        } finally {
            frameBytes -= cost;
        }
    }
}
