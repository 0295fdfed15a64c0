package dev.walden.memory;

import org.jspecify.annotations.Nullable;

/**
 * What words were stored with: where it differs, the same words may speak of something else.
 *
 * @param metadata as it is packed
 */
record Around(@Nullable String domain, String metadata) {}
