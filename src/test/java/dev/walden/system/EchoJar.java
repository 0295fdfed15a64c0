package dev.walden.system;

import dev.walden.tools.jar.BuiltJar;
import dev.walden.tools.plugins.PluginFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A plugin of two tools that tell what they are given: {@code hold} in its words and in three of its four attachments, {@code crash} as it
 * breaks.
 */
final class EchoJar {

    private static final String HOLD = """
            String given = input.string("given");
            byte[] bytes = ("\\0" + given + "\\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] encoded = java.util.Base64.getEncoder().encode(bytes);
            String json = "{\\"given\\":\\"" + given.replace("\\"", "\\\\\\"").replace("\\n", "\\\\n") + "\\"}";
            byte[] quoted = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return ToolOutput.untrusted("held " + given).with(java.util.List.of(
                    Attachment.of("application/x-given", bytes), Attachment.of("image/png", new byte[] {1, 2, 3}),
                    Attachment.of("text/plain", encoded), Attachment.of("application/json", quoted)));
            """;
    private static final String CRASH = """
            throw new IllegalStateException("crashed", new IllegalArgumentException(input.string("given")));
            """;

    private EchoJar() {}

    static void into(Path plugins, Path work) throws IOException {
        new PluginFolder(plugins)
                .jar(
                        "echo.jar",
                        new BuiltJar(work)
                                .of(Map.of(
                                        "example/Hold.java", tool("Hold", "hold", HOLD),
                                        "example/Crash.java", tool("Crash", "crash", CRASH),
                                        "META-INF/services/dev.walden.plugin.Tool", "example.Hold\nexample.Crash\n")));
    }

    private static String tool(String type, String name, String body) {
        return """
                package example;

                import dev.walden.plugin.*;

                public final class %s implements Tool {

                    public ToolDescriptor descriptor() {
                        return ToolDescriptor.of("%s", "", "{\\"type\\":\\"object\\"}", SideEffect.NONE, java.time.Duration.ofMinutes(1));
                    }

                    public ToolOutput call(ToolInput input, ToolContext context) {
                        %s
                    }
                }
                """.formatted(type, name, body);
    }
}
