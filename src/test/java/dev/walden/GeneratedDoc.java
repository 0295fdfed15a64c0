package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that is written from the code and compared with it ever after. */
final class GeneratedDoc {

    private static final String UPDATE = "walden.docs.update";

    private GeneratedDoc() {}

    /** As {@link #check}, of what stands between {@code <!-- name -->} and {@code <!-- /name -->}. */
    static void checkPart(Path file, String name, String expected) throws IOException {
        String document = Files.readString(file);
        String begin = "<!-- " + name + " -->\n";
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf("<!-- /" + name + " -->");
        assertThat(to).as("the mark /%s in %s", name, file).isGreaterThanOrEqualTo(from);

        check(file, document.substring(0, from) + expected + document.substring(to));
    }

    /** Compares a whole file, or writes it when {@code -Dwalden.docs.update=true}. */
    static void check(Path file, String expected) throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("%s differs from the code; ./mvnw verify -D%s=true writes it anew", file, UPDATE)
                .exists()
                .hasContent(expected);
    }
}
