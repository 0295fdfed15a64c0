package dev.walden.memory.vector;

/**
 * An item that is near to what was asked.
 *
 * @param seq names the item
 * @param likeness from -1 to 1, higher is nearer; comparable within one search
 */
public record VectorHit(long seq, float likeness) {}
