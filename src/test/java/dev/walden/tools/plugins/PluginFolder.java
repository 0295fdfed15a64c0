package dev.walden.tools.plugins;

import dev.walden.tools.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder of plugins, for tests: files of {@code src/test/resources/plugins} and manifests that fit them, or do not. */
public record PluginFolder(Path path) {

    private static final Path RESOURCES = Path.of("src/test/resources/plugins");

    /** The example of the documentation, as it is. */
    public PluginFile roman() throws IOException {
        Files.createDirectories(path);
        Files.copy(RESOURCES.resolve("roman.wasm"), path.resolve("roman.wasm"));
        Files.copy(RESOURCES.resolve("roman.json"), path.resolve("roman.json"));
        return new PluginFile(path.resolve("roman.wasm"));
    }

    /** A hostile module with a manifest that pins it: 16 pages, 10 seconds. */
    public PluginFile hostile(String name) throws IOException {
        return hostile(name, Map.of());
    }

    /** A hostile module whose manifest says some things otherwise. */
    public PluginFile hostile(String name, Map<String, ?> otherwise) throws IOException {
        return file(
                name + ".wasm", Files.readAllBytes(RESOURCES.resolve("hostile").resolve(name + ".wasm")), otherwise);
    }

    /** Any bytes with the manifest of a module. */
    public PluginFile file(String fileName, byte[] content, Map<String, ?> otherwise) throws IOException {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("name", fileName.substring(0, fileName.lastIndexOf('.')));
        manifest.put("description", "A module of the tests.");
        manifest.put("inputSchema", Map.of("type", "object"));
        manifest.put("sideEffect", "none");
        manifest.put("capabilities", List.of());
        manifest.put("memoryPages", 16L);
        manifest.put("timeLimit", "PT10S");
        manifest.put("sha256", sha256(content));
        manifest.putAll(otherwise);
        return file(fileName, content, Json.bytes(manifest));
    }

    /** A jar with a manifest that pins it. */
    public PluginFile jar(String fileName, byte[] content) throws IOException {
        return file(fileName, content, Json.bytes(Map.of("sha256", sha256(content))));
    }

    /** Any bytes with any manifest. */
    public PluginFile file(String fileName, byte[] content, byte[] manifest) throws IOException {
        Files.createDirectories(path);
        PluginFile file = new PluginFile(Files.write(path.resolve(fileName), content));
        Files.write(file.manifest().path(), manifest);
        return file;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
