package dev.walden.tools.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of a server's tools as models may read them. Pure: the same name becomes the same for ever. */
final class ToolNames {

    private static final int LONGEST = 64;
    private static final int HASH_DIGITS = 8;

    private ToolNames() {}

    /** The server's name, an underscore, and the tool's, with an underscore for what may not be in a name; a long one ends in its hash. */
    static String of(String server, String tool) {
        StringBuilder name = new StringBuilder(server).append('_');
        tool.codePoints().forEach(c -> name.append(allowed(c) ? (char) c : '_'));
        if (name.length() <= LONGEST) {
            return name.toString();
        }
        return name.substring(0, LONGEST - HASH_DIGITS - 1) + "_" + hash(tool);
    }

    private static boolean allowed(int c) {
        return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String hash(String tool) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(tool.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
