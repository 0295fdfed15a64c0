package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every prompt that ever had a version, as it is: records hold the version and a digest of the words, and prompts of old tasks are put
 * together from these files.
 */
final class ReleasedPromptsTest {

    private static final Path FOLDER = Path.of("src/main/resources/prompts");

    /** SHA-256 of the words without blanks around them, as they are read. Only ever grows. */
    private static final Map<String, String> RELEASED = new TreeMap<>(Map.of(
            "agent-1.md", "c982e0f271b02f76f4f0221630d962c7756ca47c2e5201208c3ab5c151674a0a",
            "critique-1.md", "9d0f793f7ae18dca6922a6f9d3933575661cd2ede69f4a44096e35ac70e54673",
            "summary-1.md", "79027459b8dbfa1b609a2af7c36fc79a54af472c38e11255b8eac291fca09ca5"));

    @Test
    void aReleasedPromptNeverChangesAndNeverGoes() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                found.put(
                        file.getFileName().toString(),
                        digest(Files.readString(file).strip()));
            }
        }

        assertThat(found)
                .as(
                        "Put changed words into a new file with the next version, make that the current one, and add its digest here.")
                .isEqualTo(RELEASED);
    }

    private static String digest(String words) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
