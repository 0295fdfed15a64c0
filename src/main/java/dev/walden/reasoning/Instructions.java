package dev.walden.reasoning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What an engine is told of its work. Changing the words means a new file and a new version, because the version is
 * recorded with every reply.
 *
 * @param version name of the resource file, without its ending
 */
public record Instructions(String version, String text) {

    /** The version that prompts of tasks carry. */
    static final String CURRENT = "agent-1";

    /** Reads {@code prompts/VERSION.md} from the class path. */
    public static Instructions load(String version) {
        String path = "/prompts/" + version + ".md";
        try (InputStream in = Instructions.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The instructions " + path + " are missing from this build.");
            }
            return new Instructions(version, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The instructions " + path + " cannot be read.", e);
        }
    }
}
