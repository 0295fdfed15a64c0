package dev.walden.cli;

import dev.walden.activity.DataFolder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Where commands find the data folder, as the service does and without Spring: the command line, the environment, the file, the
 * default. And the clock.
 */
final class CliConfiguration {

    private static final String HOME = "walden.home";
    private static final List<Path> FILES = List.of(Path.of("config", "walden.yaml"), Path.of("walden.yaml"));

    private CliConfiguration() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    /** The data folder, absolute. */
    static Path home(Arguments arguments, Map<String, String> environment) {
        String written = arguments
                .property(HOME)
                .or(() -> Optional.ofNullable(environment.get("WALDEN_HOME")))
                .or(CliConfiguration::inFile)
                .orElse("~/.walden");
        return DataFolder.named(written).path();
    }

    private static Optional<String> inFile() {
        return FILES.stream()
                .filter(Files::isRegularFile)
                .map(CliConfiguration::read)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Object all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return all instanceof Map<?, ?> members ? Optional.ofNullable(value(members)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static @Nullable String value(Map<?, ?> members) {
        Object flat = members.get(HOME);
        Object nested = members.get("walden") instanceof Map<?, ?> walden ? walden.get("home") : null;
        Object value = flat == null ? nested : flat;
        return value == null ? null : value.toString();
    }
}
