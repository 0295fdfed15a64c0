package dev.walden.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class SecretsTest {

    private static final String VALUE = "p+q/r \"s\"=ü~0123";

    @TempDir
    Path folder;

    @Test
    void placeholdersAreFilledInWithTheValuesOfNow() {
        Map<String, String> variables = new HashMap<>(Map.of("WALDEN_SECRET_API_TOKEN", "first-value"));
        Secrets secrets = new Secrets(List.of(new EnvironmentSecrets(variables)));

        assertThat(secrets.filled("Bearer ${secret:api-token}, ${secret:API_TOKEN}."))
                .isEqualTo("Bearer first-value, first-value.");
        variables.put("WALDEN_SECRET_API_TOKEN", "other${secret:x}$1");
        assertThat(secrets.filled("${secret:api-token}")).isEqualTo("other${secret:x}$1");
        assertThat(secrets.filled("$secret:x {secret:x} ${other:x}")).isEqualTo("$secret:x {secret:x} ${other:x}");
    }

    @Test
    void theEnvironmentComesBeforeTheFolderAndThatBeforeSystemd() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path systemd = Files.createDirectory(folder.resolve("systemd"));
        file(own, "two", "of the folder\n", "rw-------");
        file(systemd, "one", "of systemd 1", "r--r-----");
        file(systemd, "two", "of systemd 2", "r--r-----");
        file(systemd, "three", "of systemd 3", "r--r-----");
        Secrets secrets = new Secrets(SecretsConfiguration.sources(
                new SecretsProperties(own),
                Map.of("WALDEN_SECRET_ONE", "of the environment", "CREDENTIALS_DIRECTORY", systemd.toString())));

        assertThat(secrets.filled("${secret:one}, ${secret:two}, ${secret:three}"))
                .isEqualTo("of the environment, of the folder, of systemd 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "../two", "a b", "short", "open", "binary"})
    void whatIsUnknownOrUnfitIsToldWithoutAnyValue(String name) throws IOException {
        file(folder, "short", "1234567", "rw-------");
        file(folder, "open", "open-to-all", "rw-r--r--");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8});
        Files.setPosixFilePermissions(folder.resolve("binary"), PosixFilePermissions.fromString("rw-------"));
        Secrets secrets = new Secrets(List.of(new FolderSecrets(folder, true)));

        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> secrets.filled("a ${secret:" + name + "}"))
                .withMessageNotContainingAny("1234567", "open-to-all", folder.toString())
                .withMessageEndingWith(".");
    }

    @Test
    void aFolderThatIsNotThereStopsTheStart() {
        SecretsProperties properties = new SecretsProperties(folder.resolve("none"));

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> SecretsConfiguration.sources(properties, Map.of()))
                .withMessageContaining("walden.secrets.folder");
    }

    @Test
    void whatWasGivenOutIsTakenOutOfTextsInEveryForm() {
        Secrets secrets = new Secrets(List.of(_ -> Optional.of(VALUE)));
        String before = secrets.redacted("x " + VALUE);
        secrets.filled("${secret:pay}");

        assertThat(before).as("nobody was given it").contains(VALUE);
        String url = URLEncoder.encode(VALUE, StandardCharsets.UTF_8);
        for (String form : List.of(VALUE, base64(VALUE), url, url.replace("+", "%20"), url.toLowerCase(Locale.ROOT))) {
            assertThat(secrets.redacted("a" + " " + form + " b")).isEqualTo("a [secret pay] b");
        }
        assertThat(secrets.redacted("{\"a\":\"p+q/r \\\"s\\\"=ü~0123\"}")).isEqualTo("{\"a\":\"[secret pay]\"}");
    }

    @Test
    void whatWasGivenOutIsFoundInBytesInEveryFormAndOtherBytesHoldNothing() {
        Secrets secrets = new Secrets(List.of(_ -> Optional.of(VALUE)));
        secrets.filled("${secret:pay}");

        for (String form : List.of(VALUE, base64(VALUE), URLEncoder.encode(VALUE, StandardCharsets.UTF_8))) {
            assertThat(secrets.heldBy(amid(form.getBytes(StandardCharsets.UTF_8))))
                    .contains("[secret pay]");
        }
        assertThat(secrets.heldBy(amid(VALUE.getBytes(StandardCharsets.ISO_8859_1))))
                .isEmpty();
    }

    /** What is no text in any encoding, on both sides. */
    private static byte[] amid(byte[] bytes) {
        byte[] all = new byte[bytes.length + 4];
        all[0] = (byte) 0xff;
        all[1] = (byte) 0xc3;
        System.arraycopy(bytes, 0, all, 2, bytes.length);
        all[all.length - 1] = (byte) 0xc3;
        return all;
    }

    @Test
    void whatIsNamedIsKnownWithoutBeingUsedAndWhatIsMissingIsPassedOver() {
        Secrets secrets =
                new Secrets(List.of(name -> name.equals("pay") ? Optional.of("hunter2-hunter2") : Optional.empty()));

        secrets.recognize("${secret:none} ${secret:pay} ${secret:}");

        assertThat(secrets.redacted("x hunter2-hunter2")).isEqualTo("x [secret pay]");
    }

    @Test
    void aValueOfManyLinesIsFoundLineByLine() {
        Secrets secrets = new Secrets(List.of(_ -> Optional.of("hunter2-one\nshort\nhunter2-two\n")));
        secrets.filled("${secret:key}");

        assertThat(secrets.redacted("1 hunter2-one")).isEqualTo("1 [secret key]");
        assertThat(secrets.redacted("3 hunter2-two")).isEqualTo("3 [secret key]");
        assertThat(secrets.redacted("2 short")).as("may be anything").isEqualTo("2 short");
        assertThat(secrets.redacted("hunter2-one\nshort\nhunter2-two\n")).isEqualTo("[secret key]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "u:", "user:", "somebody:"})
    void whatWasEncodedTogetherWithOtherTextIsFoundAsWell(String before) {
        Secrets secrets = new Secrets(List.of(_ -> Optional.of("hunter2-hunter2")));
        secrets.filled("${secret:pay}");

        assertThat(secrets.redacted("Basic " + base64(before + "hunter2-hunter2" + ":more")))
                .contains("[secret pay]")
                .doesNotContain(base64("hunter2-hunter2").substring(4, 12));
    }

    @Test
    void theNamesInATextAreToldInOrder() {
        assertThat(Secrets.named("${secret:b} and ${secret:a}")).containsExactly("b", "a");
        assertThat(Secrets.named("nothing of ${that}")).isEmpty();
        assertThat(Secrets.isAskedForIn("the ${secret:b}")).isTrue();
        assertThat(Secrets.isAskedForIn("nothing of ${that}, nor of ${secret:that"))
                .isFalse();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void file(Path folder, String name, String value, String mode) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), value), PosixFilePermissions.fromString(mode));
    }
}
