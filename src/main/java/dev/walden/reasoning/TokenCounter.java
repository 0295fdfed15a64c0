package dev.walden.reasoning;

/** Counts the tokens of a text for one engine. Thread-safe. */
@FunctionalInterface
public interface TokenCounter {

    /** For engines whose tokenizer is not here: the documented estimate, which is rather too high. */
    TokenCounter ESTIMATE = TokenEstimate::atMost;

    /** How many there are, with what a prompt puts around each text. */
    int of(String text);
}
