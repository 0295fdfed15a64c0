package dev.walden.reasoning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
        return find(version)
                .orElseThrow(() -> new IllegalStateException(
                        "The instructions " + path(version) + " are missing from this build."));
    }

    /** Those of any version that ever was; empty where a newer build wrote it. */
    public static Optional<Instructions> find(String version) {
        String path = path(version);
        try (InputStream in = Instructions.class.getResourceAsStream(path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(
                            new Instructions(version, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("The instructions " + path + " cannot be read.", e);
        }
    }

    private static String path(String version) {
        return "/prompts/" + version + ".md";
    }
}
