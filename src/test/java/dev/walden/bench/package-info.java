/**
 * Measures on demand, see {@code docs/benchmarks.md}: {@code ServiceBench} the whole service, the real jar in its own process, driven over
 * HTTP; {@code MemoryBench} how memory grows; {@code LogBench} the log beside its peers, whose adapters are in {@code src/bench} and compiled by the profile {@code bench} alone; {@code ToolBench} what a call costs by the kind of its
 * tool.
 * Every figure stands beside a raw write and fdatasync of the same run, because machines differ and are noisy.
 */
@NullMarked
package dev.walden.bench;

import org.jspecify.annotations.NullMarked;
