/**
 * Rules about the words of facts: when two say the same, when one says otherwise, and what a fact says about whom.
 *
 * <p>Read {@link dev.walden.memory.semantic.FactWords} first, then {@link dev.walden.memory.semantic.Assertion}. All is pure: no
 * model, no clock, no store. Whatever a rule is not sure of it leaves alone: a fact that is kept twice does less harm than one that
 * ends another wrongly.
 */
@NullMarked
package dev.walden.memory.semantic;

import org.jspecify.annotations.NullMarked;
