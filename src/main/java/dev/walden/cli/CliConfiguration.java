package dev.walden.cli;

import dev.walden.activity.DataFolder;
import dev.walden.activity.EncryptionKeys;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Where commands find the data folder and its master key, as the service does and without Spring: the command line, the environment, the file, the
 * default. And the clock.
 */
final class CliConfiguration {

    private static final String HOME = "walden.home";
    private static final String MASTER_KEY = "walden.log.encryption.master-key";
    private static final List<Path> FILES = List.of(Path.of("config", "walden.yaml"), Path.of("walden.yaml"));

    private CliConfiguration() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    /** Where the data folder and its keys are. */
    static EncryptionKeys keys(Arguments arguments, Map<String, String> environment) {
        String home = property(arguments, environment, HOME).orElse("~/.walden");
        String masterKey = property(arguments, environment, MASTER_KEY).orElse(EncryptionKeys.USUAL);
        return new EncryptionKeys(DataFolder.named(home).path(), masterKey, environment.get("CREDENTIALS_DIRECTORY"));
    }

    private static Optional<String> property(Arguments arguments, Map<String, String> environment, String name) {
        String variable = name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        return arguments
                .property(name)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .or(() -> inFile(name));
    }

    private static Optional<String> inFile(String name) {
        return FILES.stream()
                .filter(Files::isRegularFile)
                .map(file -> read(file, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> read(Path file, String name) {
        try (Reader text = Files.newBufferedReader(file)) {
            Object all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return Optional.ofNullable(value(all, name)).map(Object::toString);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A name may be written whole, or as members within members, cut at any of its dots. */
    private static @Nullable Object value(@Nullable Object node, String name) {
        if (!(node instanceof Map<?, ?> members)) {
            return null;
        }
        Object found = members.get(name);
        for (int dot = name.indexOf('.'); found == null && dot > 0; dot = name.indexOf('.', dot + 1)) {
            found = value(members.get(name.substring(0, dot)), name.substring(dot + 1));
        }
        return found;
    }
}
