/**
 * Tools that are WASM modules of the folder {@code plugins}. The one place that knows the engine.
 *
 * <p>Read {@link dev.walden.tools.wasm.WasmTool} first, then {@link dev.walden.tools.wasm.WasmCall}, {@link dev.walden.tools.wasm.ModuleRules} and
 * {@link dev.walden.tools.wasm.WasiFunctions}. The interface to modules is in docs/plugins.md.
 *
 * <p>Invariants: a module is read once and every call has an instance of its own, so nothing stays of a call; it reaches nothing outside of
 * its memory, and is given the time and chance only when its manifest says so; an interrupt ends it, at the latest with its next jump back or call, so what the engine does not look at then is refused at the
 * start; memory, depth, values and output have bounds; whatever it does becomes an output or a failure.
 */
@NullMarked
package dev.walden.tools.wasm;

import org.jspecify.annotations.NullMarked;
