/**
 * Engines that are language models, reached through LangChain4j. The only place of this module that knows that library.
 *
 * <p>Read {@link dev.walden.reasoning.langchain4j.ModelEngine} first, then {@code ModelMessages}, which makes valid requests, and
 * {@code ModelReplies}, which reads what came back. What the vendors do differently is in {@code Vendor}; {@code WireClient} carries it.
 *
 * <p>Invariants: one attempt is one HTTP request, the library's retries are off; a stream that does
 * not say that it is whole is none; every tool call in a request is answered, with an
 * id that is unique in it; text from outside is fenced and marked as data; what a model sends is never trusted to be well-formed.
 */
@NullMarked
package dev.walden.reasoning.langchain4j;

import org.jspecify.annotations.NullMarked;
