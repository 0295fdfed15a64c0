/**
 * Measures the whole service: the real jar in its own process, driven over HTTP. Run on demand, see {@code docs/benchmarks.md}. Every
 * figure stands beside a raw write and fdatasync of the same run, because machines differ and are noisy.
 */
@NullMarked
package dev.walden.bench;

import org.jspecify.annotations.NullMarked;
