package dev.walden.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Secrets that a test makes up. Each begins and ends with a mark of small letters, which stands in all that is written of it: in a part of
 * it, in JSON and in addresses as it is, and in base64 as one of three texts.
 */
final class MarkedSecrets {

    /** All that JSON, addresses and base64 write otherwise. */
    static final String HARD = "/a+b=c d&e<f>\"g\"'~|";

    private static final int SHOWN = 60;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Keeps one with these characters amid it, and gives it back. */
    String with(String name, String middle) {
        String value = mark(name) + middle + mark(name);
        values.put(name, value);
        return value;
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    private static String mark(String name) {
        return "zq" + name + "markqz";
    }

    /** Writes one into a folder of secrets, for its owner alone. */
    static void keep(Path folder, String name, String value) {
        try {
            Path file = Files.writeString(Files.createDirectories(folder).resolve(name), value);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one may come back as from who was given it. */
    List<String> said(String name) {
        return Stream.concat(Stream.of(value(name)), Spelled.of(value(name)).stream())
                .toList();
    }

    /** Which of them stand in what somebody wrote, by where that is: how, once for each. */
    Map<String, String> leaks(Map<String, byte[]> written) {
        Map<String, String> leaks = new TreeMap<>();
        written.forEach((where, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            values.keySet()
                    .forEach(name -> forms(mark(name)).stream()
                            .mapToInt(text::indexOf)
                            .filter(at -> at >= 0)
                            .findFirst()
                            .ifPresent(at -> leaks.put(name + " in " + where, around(text, at))));
        });
        return leaks;
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN))
                .replaceAll("\\p{Cntrl}", ".");
    }

    /** The mark, and what no byte before or behind it has a part in when it is written in base64. */
    private static List<String> forms(String mark) {
        List<String> forms = new ArrayList<>(List.of(mark));
        for (int skipped = 0; skipped < 3; skipped++) {
            int whole = (mark.length() - skipped) / 3 * 3;
            byte[] bytes = mark.substring(skipped, skipped + whole).getBytes(StandardCharsets.UTF_8);
            forms.add(Base64.getEncoder().encodeToString(bytes));
        }
        return forms;
    }
}
