package dev.walden.reasoning.llama;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads the native library, once. Not by the jar's own loader: that writes to the shared temporary folder under a name known to all, deletes
 * what others have there under names like its own, and prints. Thread-safe.
 */
final class NativeLibrary {

    private static final String PACKAGE = "/de/kherud/llama/";
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** What the library for x86-64 is compiled for; without them the process would end at the first instruction. */
    private static final List<String> INSTRUCTIONS = List.of("avx2", "fma", "f16c", "bmi2");

    /** Environment variables that the library would take for its own arguments, silently. */
    private static final String FOREIGN_ARGUMENTS = "LLAMA_ARG_";

    private static final List<String> LIBRARIES = List.of("libgomp.so.1", "libstdc++.so.6");
    private static final String ELSEWHERE =
            " Run llama.cpp's server beside Walden or elsewhere, and use an engine of type openai.";

    private static boolean loaded;

    private NativeLibrary() {}

    /** @throws IllegalArgumentException when it cannot be had on this machine; the message says why and what to do */
    static synchronized void load() {
        if (!loaded) {
            obstacle().ifPresent(sentence -> {
                throw new IllegalArgumentException(sentence);
            });
            extractAndLoad(platform(System.getProperty("os.name"), System.getProperty("os.arch"))
                    .orElseThrow());
            loaded = true;
        }
    }

    /** Why it cannot be loaded on this machine, and what to do; empty when nothing is known to be in the way. */
    static Optional<String> obstacle() {
        String system = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch");
        Optional<String> foreign = System.getenv().keySet().stream()
                .filter(name -> name.startsWith(FOREIGN_ARGUMENTS))
                .findFirst();
        if (foreign.isPresent()) {
            return Optional.of("The environment variable " + foreign.get()
                    + " would change how the model runs. Unset it: the engine's properties say that.");
        }
        if (platform(system, architecture).isEmpty()) {
            return Optional.of("There is no library to run models in this process for " + system + " on " + architecture
                    + "." + ELSEWHERE);
        }
        List<String> missing = architecture.equals("aarch64") ? List.of() : missingInstructions();
        if (!missing.isEmpty()) {
            return Optional.of("This processor lacks instructions that the library to run models needs: "
                    + String.join(", ", missing) + "." + ELSEWHERE);
        }
        return missingLibrary();
    }

    /** The library's name in the jar, below its package; empty when it has none for such a machine. */
    static Optional<String> platform(String system, String architecture) {
        if (!system.equals("Linux")) {
            return Optional.empty();
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> Optional.of("Linux/x86_64/libjllama.so");
            case "aarch64" -> Optional.of("Linux/aarch64/libjllama.so");
            default -> Optional.empty();
        };
    }

    private static List<String> missingInstructions() {
        if (!Files.isReadable(PROCESSOR)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            List<String> flags = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(INSTRUCTIONS);
            return INSTRUCTIONS.stream().filter(name -> !flags.contains(name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + PROCESSOR + " cannot be read.", e);
        }
    }

    @SuppressWarnings("restricted") // Libraries of the system are opened, as loading the library itself would.
    private static Optional<String> missingLibrary() {
        for (String library : LIBRARIES) {
            try (Arena arena = Arena.ofConfined()) {
                SymbolLookup.libraryLookup(library, arena);
            } catch (IllegalArgumentException e) {
                return Optional.of(
                        "The library " + library + " is missing, which the library to run models needs. Install it"
                                + " (packages libgomp1 and libstdc++6 on Debian).");
            }
        }
        return Optional.empty();
    }

    /** The copy is removed at once where the system lets go of the names of files in use. */
    private static void extractAndLoad(String library) {
        String name = library.substring(library.lastIndexOf('/') + 1);
        try (InputStream in = NativeLibrary.class.getResourceAsStream(PACKAGE + library)) {
            if (in == null) {
                throw new IllegalArgumentException("This build has no " + PACKAGE + library + ".");
            }
            Path folder = Files.createTempDirectory("walden-llama");
            Path copy = folder.resolve(name);
            try {
                Files.copy(in, copy);
                System.setProperty("de.kherud.llama.lib.path", folder.toString());
                System.setProperty("de.kherud.llama.tmpdir", folder.toString());
                Class.forName("de.kherud.llama.LlamaModel");
            } finally {
                boolean removed = copy.toFile().delete() && folder.toFile().delete();
                if (!removed) {
                    copy.toFile().deleteOnExit();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The library to run models cannot be written to the temporary folder.", e);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "The library to run models cannot be loaded: " + e.getMessage() + ". Standard error may say more."
                            + ELSEWHERE,
                    e);
        }
    }
}
