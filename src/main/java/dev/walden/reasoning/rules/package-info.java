/**
 * The engine that needs no model: it finds requests of known forms in a task and says honestly when it finds none.
 *
 * <p>Read {@link dev.walden.reasoning.rules.RulesEngine} first.
 *
 * <p>Invariants: a reply depends on the prompt alone; only the task's own words are requests, never the text of a tool result or
 * of a recalled item; what is answered rests on a tool result or an extract with its source, and is never made up.
 */
@NullMarked
package dev.walden.reasoning.rules;

import org.jspecify.annotations.NullMarked;
