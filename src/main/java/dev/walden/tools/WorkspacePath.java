package dev.walden.tools;

import dev.walden.plugin.ToolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Names that lead from a workspace's folder downwards, each a plain name. Immutable.
 *
 * @param names none for the folder itself
 */
record WorkspacePath(List<String> names) {

    static final WorkspacePath TOP = new WorkspacePath(List.of());
    /** How names begin that write_file uses while it writes. */
    static final String RESERVED = ".walden-";

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_NAMES = 32;
    private static final int MAX_NAME_BYTES = 200;

    WorkspacePath {
        names = List.copyOf(names);
    }

    /**
     * Reads a relative path with {@code /} between names. There is one spelling of each: policy was asked about the text, and a second one
     * would get past its rules.
     *
     * @throws ToolException when it could lead elsewhere, or is spelled otherwise
     */
    static WorkspacePath parse(String text) throws ToolException {
        if (text.equals(".")) {
            return TOP;
        }
        List<String> names = List.of(text.split("/", -1));
        if (text.length() > MAX_LENGTH || names.size() > MAX_NAMES) {
            throw ToolException.trusted(
                    "A path has at most " + MAX_LENGTH + " characters and " + MAX_NAMES + " names.");
        }
        return checked(names, text);
    }

    private static WorkspacePath checked(List<String> names, String text) throws ToolException {
        List<String> meant = names.stream()
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        if (!text.startsWith("/") && meant.size() < names.size() && !meant.contains("..")) {
            String right = new WorkspacePath(meant).toString();
            check(meant, right);
            throw ToolException.trusted(
                    "A path is spelled in one way, without \"./\" and without a second \"/\" or one at its end. Write "
                            + right + " instead of " + text);
        }
        check(names, text);
        return new WorkspacePath(names);
    }

    private static void check(List<String> names, String text) throws ToolException {
        for (String name : names) {
            check(name, text);
        }
    }

    private static void check(String name, String text) throws ToolException {
        boolean plain = !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && !name.startsWith(RESERVED)
                && name.indexOf('\\') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
        if (!plain) {
            throw ToolException.trusted(
                    "A path leads from the workspace downwards, like notes/today.txt: no leading \"/\", no"
                            + " \"..\", no backslash, no control characters, names of at most " + MAX_NAME_BYTES
                            + " bytes that do not begin with " + RESERVED + "; found: " + text);
        }
        try {
            Path _ = Path.of(name);
        } catch (InvalidPathException e) {
            throw ToolException.trusted(
                    "The file system cannot hold this name (is the service's locale UTF-8?): " + name, e);
        }
    }

    boolean isTop() {
        return names.isEmpty();
    }

    WorkspacePath parent() {
        return new WorkspacePath(names.subList(0, names.size() - 1));
    }

    String lastName() {
        return names.getLast();
    }

    @Override
    public String toString() {
        return isTop() ? "." : String.join("/", names);
    }
}
