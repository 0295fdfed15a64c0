/**
 * Turns files into text that can be recalled: reads them, and cuts what was read into chunks along its structure.
 *
 * <p>Read {@link dev.walden.memory.knowledge.DocumentReader} first, then {@link dev.walden.memory.knowledge.Chunker} and
 * {@code ParserProcess}.
 *
 * <p>Nothing here knows the log or the views. Plain texts are read in this process, by code that only looks at characters; whatever needs
 * a foreign parser (PDF, DOCX, HTML) is read by a process of its own with its own small heap and a deadline, because a document made to
 * harm can take all memory or never end, and no library promises otherwise.
 *
 * <p>Invariants: what is read is bounded in characters, time and nesting; a chunk never ends inside a surrogate pair; the same bytes are
 * cut the same way by the same {@link dev.walden.memory.knowledge.Chunker#VERSION}.
 */
@NullMarked
package dev.walden.memory.knowledge;

import org.jspecify.annotations.NullMarked;
