package dev.walden.reasoning.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a script file as {@link ScriptedEngine} describes it. */
final class ScriptFile {

    private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

    private final Path file;
    private final Duration latency;

    private ScriptFile(Path file, Duration latency) {
        this.file = file;
        this.latency = latency;
    }

    static Script read(Path file, Duration latency) {
        try {
            String text = Files.readString(file);
            ScriptFile reader = new ScriptFile(file, latency);
            return file.toString().endsWith(".jsonl") ? reader.lines(text) : reader.document(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("The script " + file + " cannot be read: " + e, e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("The script " + file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private Script lines(String text) {
        List<ScriptStep> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                Fields fields = Fields.of(file + ", line " + number, load(line));
                steps.add(StepFields.read(fields, latency));
            }
        }
        return new Script(file, List.of(new Script.Part(Optional.empty(), steps)));
    }

    private Script document(String text) {
        Fields root = Fields.of(file.toString(), load(text));
        root.only(Set.of("latency", "scripts"));
        Duration usual = root.duration("latency").orElse(latency);
        List<Script.Part> parts = new ArrayList<>();
        for (Fields part : root.objects("scripts")) {
            parts.add(part(part, usual));
        }
        return new Script(file, parts);
    }

    private static Script.Part part(Fields part, Duration latency) {
        part.only(Set.of("match", "steps"));
        List<ScriptStep> steps = part.objects("steps").stream()
                .map(step -> StepFields.read(step, latency))
                .toList();
        return new Script.Part(part.pattern("match"), steps);
    }

    /** A loader is confined to one use; the safe constructor makes JDK types only. */
    private static Object load(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setAllowDuplicateKeys(false);
        Object loaded = new Yaml(new SafeConstructor(options)).load(yaml);
        return loaded == null ? "" : loaded;
    }
}
