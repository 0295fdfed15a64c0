/** Measures the log on demand; no part of any build. Start {@link dev.walden.wal.bench.WalBench}. */
@NullMarked
package dev.walden.wal.bench;

import org.jspecify.annotations.NullMarked;
