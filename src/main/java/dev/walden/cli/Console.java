package dev.walden.cli;

import dev.walden.activity.JsonText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's result and its remarks go.
 *
 * @param result takes the bytes of the result
 * @param out writes to it, buffered
 * @param err remarks, progress, errors
 * @param terminal whether a person looks at them
 */
record Console(ResultStream result, PrintStream out, PrintStream err, boolean terminal) {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** In UTF-8. */
    static Console of(OutputStream to, PrintStream err, boolean terminal) {
        var result = new ResultStream(to);
        var out = new PrintStream(new BufferedOutputStream(result, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        return new Console(result, out, err, terminal);
    }

    /** Of this process. */
    static Console ofProcess() {
        return of(
                new FileOutputStream(FileDescriptor.out),
                System.err,
                Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent());
    }

    void line(String text) {
        out.println(text);
    }

    void lines(List<String> texts) {
        texts.forEach(this::line);
    }

    /** A name and what is said of it, in two columns. */
    void fact(String name, Object value) {
        out.printf("%-11s %s%n", name, value);
    }

    /** A JSON object in a line; members that are null are left out. */
    void json(Map<String, ? extends @Nullable Object> object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(object);
        members.values().removeIf(value -> value == null);
        out.println(JsonText.write(members));
    }
}
