/**
 * Turns a conversation plus offered tools into one reply, whatever the engine.
 *
 * <p>Read {@link dev.walden.reasoning.ReasoningGateway} first, then {@link dev.walden.reasoning.Prompt}. Engines live in nested
 * packages: {@code rules} needs no model, {@code scripted} replays replies from a file, {@code langchain4j} speaks to models,
 * {@code llama} runs one in this process.
 *
 * <p>{@link dev.walden.reasoning.EngineGateway} goes from engine to engine, {@link dev.walden.reasoning.Attempts} asks one of them again,
 * {@link dev.walden.reasoning.Guard} lets no more through than it is to get.
 *
 * <p>Invariants: one request makes one reply, the task loop is not in here; no engine is called unless a task's step asks,
 * or the upkeep of memory where it is configured to; a failing engine is a reply, not an exception; every wait has a deadline.
 */
@NullMarked
package dev.walden.reasoning;

import org.jspecify.annotations.NullMarked;
