package dev.walden.reasoning;

/**
 * Hears the words of a reply while it is made. Called on the asking thread, one call after the other, so whoever hears must be quick and
 * must not throw. What is heard is a foretaste: the reply that counts is the one that is returned. An engine that makes its reply in one
 * piece lets nothing be heard.
 */
@FunctionalInterface
public interface Deltas {

    /** Nobody hears, nor can come to: of a question that is no task's. An engine that could stream does not. Steps of tasks have a hearer always. */
    Deltas NOBODY = _ -> {};

    /** The next words. */
    void heard(String text);

    /** Whatever was heard so far is void: the attempt that made it failed. Another one may follow, or none. */
    default void again() {}
}
