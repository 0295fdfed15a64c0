package dev.walden.memory;

/**
 * A knowledge base: a field of documents. Each space has its own documents in it.
 *
 * @param description in words, by which questions are routed to it
 * @param maxDocuments in one space
 * @param maxBytes of originals and of what was read of them, in one space
 * @param tools whether tasks may look into it
 */
public record KnowledgeDomain(String name, String description, int maxDocuments, long maxBytes, boolean tools) {}
