package dev.walden.system;

import dev.walden.plugin.SideEffect;

/**
 * One kind of call, of which every task of a kill test makes one.
 *
 * @param name before the input of the task in the ledger
 * @param sideEffect what running it again would do
 * @param kept whether the world outside writes down its calls
 * @param call tool and arguments, in the words of a script
 */
record EffectKind(String name, SideEffect sideEffect, boolean kept, String call) {

    static EffectKind kept(String name, SideEffect sideEffect, String call) {
        return new EffectKind(name, sideEffect, true, call);
    }

    /** A tool that is given the input and nothing else. */
    static EffectKind ofInput(String tool, SideEffect sideEffect) {
        return kept(tool, sideEffect, "{tool: " + tool + ", arguments: {input: \"{{input}}\"}}");
    }

    /** One whose calls leave nothing that could be counted. */
    static EffectKind unkept(String name, SideEffect sideEffect, String call) {
        return new EffectKind(name, sideEffect, false, call);
    }

    /** What stands in the ledger for the call of the task with this input. */
    String of(String input) {
        return "/" + name + "/" + input;
    }

    boolean isUnsafe() {
        return sideEffect == SideEffect.UNSAFE;
    }
}
