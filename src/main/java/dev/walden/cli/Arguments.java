package dev.walden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command line in two parts: properties such as {@code --walden.home=/data}, which every command takes wherever they stand, and the
 * words that are the command's own.
 */
record Arguments(List<String> properties, List<String> words) {

    /** A property has a dot in its name; no option of a command has. */
    private static final Pattern PROPERTY =
            Pattern.compile("--[A-Za-z][\\w-]*(\\.[\\w\\[\\]-]+)+(=.*)?", Pattern.DOTALL);

    private static final List<String> ABOUT = List.of("-h", "--help", "-V", "--version");

    /** Without a command, the service is meant. */
    static Arguments of(String... given) {
        List<String> properties = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String one : given) {
            (PROPERTY.matcher(one).matches() ? properties : words).add(one);
        }
        boolean named = !words.isEmpty() && (!words.getFirst().startsWith("-") || ABOUT.contains(words.getFirst()));
        if (!named) {
            words.addFirst("serve");
        }
        return new Arguments(List.copyOf(properties), List.copyOf(words));
    }

    /** The value of a property; the last one wins. */
    Optional<String> property(String name) {
        String start = "--" + name + "=";
        return properties.reversed().stream()
                .filter(one -> one.startsWith(start))
                .map(one -> one.substring(start.length()))
                .findFirst();
    }
}
