/**
 * Tests of the whole service as its operators have it: the real jar, real processes, real signals, real files. Read
 * {@link dev.walden.system.WaldenProcess} first. They run after packaging, as integration tests.
 */
@NullMarked
package dev.walden.system;

import org.jspecify.annotations.NullMarked;
