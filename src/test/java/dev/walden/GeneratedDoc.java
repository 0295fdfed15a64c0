package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that is written from the code and compared with it ever after. */
final class GeneratedDoc {

    private static final String UPDATE = "walden.docs.update";

    private GeneratedDoc() {}

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
