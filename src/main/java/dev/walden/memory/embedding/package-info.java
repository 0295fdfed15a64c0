/**
 * Turns texts into vectors of unit length, in this process, with a quantized ONNX model out of a jar: no service, no network.
 *
 * <p>Read {@link dev.walden.memory.embedding.Embedding} first, then {@link dev.walden.memory.embedding.QuestionVectors}, which
 * keeps what is asked within its time, and {@link dev.walden.memory.embedding.BackgroundEmbedding}, which yields to everything
 * else.
 *
 * <p>Invariants: a vector depends on the model and the text alone, so each text is computed alone and by one thread (a
 * quantized vector depends on what shares its batch); a model that cannot be loaded takes vectors away and nothing else.
 */
@NullMarked
package dev.walden.memory.embedding;

import org.jspecify.annotations.NullMarked;
