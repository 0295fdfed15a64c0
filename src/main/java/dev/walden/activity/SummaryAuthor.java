package dev.walden.activity;

import dev.walden.conversation.TokenUsage;

/**
 * What wrote the words of a summary that are no quotation.
 *
 * @param engine the one that answered
 * @param promptVersion of the instructions that it was given
 * @param usage tokens as it told them, or as they were estimated where it did not
 */
public record SummaryAuthor(String engine, String promptVersion, TokenUsage usage) {}
