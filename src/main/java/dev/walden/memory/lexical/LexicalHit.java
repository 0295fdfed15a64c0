package dev.walden.memory.lexical;

/**
 * An item found.
 *
 * @param score higher is better; comparable within one search only
 */
public record LexicalHit(String id, double score) {}
