package dev.walden.reasoning.langchain4j;

/** Carries an interrupt through the library. */
final class WireInterrupted extends RuntimeException {}
