package dev.walden.memory.embedding;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Where the libraries keep their native code: in a folder of the data folder, once. By themselves they would unpack it into the
 * user's home, which a service may not write, and into the temporary folder at each start, where a killed process leaves it.
 */
final class NativeCode {

    private static final List<String> RUNTIME = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
    private static final Map<String, String> PROCESSORS = Map.of("amd64", "linux-x64", "aarch64", "linux-aarch64");

    private NativeCode() {}

    /** Unpacks what is not there yet and tells the libraries; to be called before they are loaded. */
    static void keepIn(Path folder) throws IOException {
        String processor = PROCESSORS.get(System.getProperty("os.arch"));
        if (processor == null || !System.getProperty("os.name").equals("Linux")) {
            return; // the libraries know other systems better
        }
        Path runtime = Files.createDirectories(folder.resolve("onnxruntime"));
        for (String library : RUNTIME) {
            unpack("/ai/onnxruntime/native/" + processor + "/" + library, runtime.resolve(library));
        }
        System.setProperty("onnxruntime.native.path", runtime.toString());
        System.setProperty("ENGINE_CACHE_DIR", folder.toString());
    }

    /** Under another name first: a process that is killed meanwhile must not leave half of it. */
    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream code = NativeCode.class.getResourceAsStream(resource)) {
            if (code == null) {
                throw new FileNotFoundException("There is no resource " + resource + " on the class path.");
            }
            byte[] all = code.readAllBytes();
            if (Files.exists(file) && Files.size(file) == all.length) {
                return;
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, all);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
