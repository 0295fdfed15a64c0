package dev.walden.memory;

import dev.walden.activity.TaskId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/** Names of items: a letter and 16 of {@code a-z2-7} (80 bits). Thread-safe. */
final class ItemIds {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LETTERS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ItemIds() {}

    /** A new id for what a request stores. */
    static String random() {
        byte[] bits = new byte[LETTERS];
        RANDOM.nextBytes(bits);
        return id(bits);
    }

    /** A new id for a document. */
    static String randomDocument() {
        return "d" + random().substring(1);
    }

    /** The id of what a tool call stores: the same when the call is run again. */
    static String ofToolCall(String idempotencyKey) {
        return of(idempotencyKey);
    }

    /** The id of what has this name: the same each time. */
    static String of(String name) {
        try {
            return id(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** The id of a task's episode. */
    static String ofEpisode(TaskId task) {
        return "e" + task.value().substring(1);
    }

    /** The task whose episode has this id, if it is one of an episode. */
    static Optional<TaskId> taskOf(String id) {
        return id.startsWith("e") ? TaskId.parse("t" + id.substring(1)) : Optional.empty();
    }

    private static String id(byte[] bits) {
        StringBuilder id = new StringBuilder(1 + LETTERS).append('m');
        for (int i = 0; i < LETTERS; i++) {
            id.append(ALPHABET.charAt(bits[i] & 31));
        }
        return id.toString();
    }
}
