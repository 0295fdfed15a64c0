/**
 * Which sentences say the most of several texts, so that a few of them can stand for all: by how many of the texts share their words,
 * and not twice the same. No language is assumed beyond marks that end sentences, and nothing is said that is not a quotation.
 *
 * <p>Read {@link dev.walden.memory.extract.Extract} first. Everything here is a pure function of the texts.
 */
@NullMarked
package dev.walden.memory.extract;

import org.jspecify.annotations.NullMarked;
