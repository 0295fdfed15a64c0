package dev.walden.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The values that were filled in since the start, so that they are known again in what comes back: from the same call or any later one, of
 * which one may read what another wrote. Thread-safe.
 */
final class GivenOut {

    /** Values that are known at a time; the one that was not used for longest goes. */
    private static final int MOST = 256;

    private final ReentrantLock lock = new ReentrantLock();

    /** Names by value; guarded by {@link #lock}. */
    private final LinkedHashMap<String, String> names = new LinkedHashMap<>(16, 0.75f, true);

    /** Longest first, so that no form is broken by one that is a part of it. */
    private volatile List<Form> forms = List.of();

    /** The same as bytes of UTF-8, each as the character of its number. */
    private volatile List<Form> inBytes = List.of();

    void remember(String name, String value) {
        lock.lock();
        try {
            if (names.get(value) != null) {
                return;
            }
            names.put(value, name);
            if (names.size() > MOST) {
                names.pollFirstEntry();
            }
            List<Form> all = new ArrayList<>();
            names.forEach((known, its) ->
                    SecretForms.of(known).forEach(text -> all.add(new Form(text, "[secret " + its + "]"))));
            all.sort(
                    Comparator.comparingInt((Form form) -> form.text().length()).reversed());
            forms = List.copyOf(all);
            inBytes = all.stream().map(Form::inBytes).toList();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return forms.isEmpty();
    }

    String redacted(String text) {
        return redacted(text, forms);
    }

    /** Of bytes, each as the character of its number. */
    String redactedBytes(String bytes) {
        return redacted(bytes, inBytes);
    }

    /** What would take the place of a value in bytes, each as the character of its number. */
    Optional<String> heldBy(String bytes) {
        return inBytes.stream()
                .filter(form -> bytes.contains(form.text()))
                .map(Form::instead)
                .findFirst();
    }

    private static String redacted(String text, List<Form> known) {
        String left = text;
        for (Form form : known) {
            if (left.contains(form.text())) {
                left = left.replace(form.text(), form.instead());
            }
        }
        return known.isEmpty() ? left : CutPieces.redacted(left, known);
    }

    /** What one value may stand as, and what takes its place. */
    record Form(String text, String instead) {

        Form inBytes() {
            return new Form(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), instead);
        }
    }
}
