/**
 * The engine that runs a language model in this process: a GGUF file, through llama.cpp. The only place that knows that library.
 *
 * <p>Read {@link dev.walden.reasoning.llama.LlamaEngine} first, then {@code LocalModel}, which owns the model and its thread, and
 * {@code CallGrammar}, which lets a model say nothing but what can be called.
 *
 * <p>Invariants: the native library is loaded when such an engine is configured and never otherwise; no file reaches it whose header was
 * not checked, as it ends the process over one it cannot bear; all work with a model is done on its one thread; words of a conversation
 * never become the tokens that mark its turns.
 */
@NullMarked
package dev.walden.reasoning.llama;

import org.jspecify.annotations.NullMarked;
