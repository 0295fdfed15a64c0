package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Names a task for ever; never given twice.
 *
 * @param value {@code t} and 16 of {@code a-z2-7} (80 bits)
 */
public record TaskId(String value) {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LETTERS = 16;
    private static final int BITS_A_LETTER = 5;

    public TaskId {
        if (!hasForm(value)) {
            throw new IllegalArgumentException("A task id is t and 16 of a-z and 2-7; found: " + value);
        }
    }

    /** A new id, which nobody can guess when the source is unpredictable. */
    public static TaskId random(RandomGenerator source) {
        return of(_ -> source.nextInt(1 << BITS_A_LETTER));
    }

    /** The id of what has this name: the same each time, so whoever knows the name knows the id. No right may rest on not knowing one. */
    public static TaskId of(String name) {
        byte[] digest = Sha256.start().digest(name.getBytes(StandardCharsets.UTF_8));
        return of(i -> digest[i] & ((1 << BITS_A_LETTER) - 1));
    }

    private static TaskId of(IntUnaryOperator letters) {
        StringBuilder value = new StringBuilder(1 + LETTERS).append('t');
        for (int i = 0; i < LETTERS; i++) {
            value.append(ALPHABET.charAt(letters.applyAsInt(i)));
        }
        return new TaskId(value.toString());
    }

    /** The id with this text, or empty when it has not the form of one. */
    public static Optional<TaskId> parse(String text) {
        return hasForm(text) ? Optional.of(new TaskId(text)) : Optional.empty();
    }

    /** Without a pattern, as a replay makes one for every record. */
    private static boolean hasForm(String text) {
        boolean fits = text.length() == 1 + LETTERS && text.charAt(0) == 't';
        for (int i = 1; fits && i <= LETTERS; i++) {
            char letter = text.charAt(i);
            fits = (letter >= 'a' && letter <= 'z') || (letter >= '2' && letter <= '7');
        }
        return fits;
    }

    @Override
    public String toString() {
        return value;
    }
}
