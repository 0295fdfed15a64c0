package dev.walden.tools.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes a jar of sources, which are compiled against the contract and nothing else of Walden. */
public record BuiltJar(Path folder) {

    /**
     * The bytes of the jar.
     *
     * @param files by their names in the jar; those of {@code .java} are compiled
     */
    public byte[] of(Map<String, String> files) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        compile(files, classes);
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().endsWith(".java")) {
                Path target = classes.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        }
        return packed(classes);
    }

    private void compile(Map<String, String> files, Path classes) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        files.forEach((name, text) -> {
            if (name.endsWith(".java")) {
                sources.add(new Source(name, text));
            }
        });
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-cp", contract().toString(), "-d", classes.toString(), "-implicit:none");
        boolean compiled = sources.isEmpty()
                || compiler.getTask(said, null, null, options, null, sources).call();
        assertThat(compiled).as("%s", said).isTrue();
    }

    /** A folder with the classes of the contract alone. */
    private Path contract() throws IOException {
        Path contract = Files.createTempDirectory(folder, "contract");
        Path target = Files.createDirectories(contract.resolve("dev/walden/plugin"));
        Path all = Path.of(URI.create(
                Tool.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        try (Stream<Path> classes = Files.list(all.resolve("dev/walden/plugin"))) {
            for (Path each : classes.toList()) {
                Files.copy(each, target.resolve(each.getFileName()));
            }
        }
        return contract;
    }

    private static byte[] packed(Path classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
        return bytes.toByteArray();
    }

    /** One source in memory. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String name, String text) {
            super(URI.create("memory:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
