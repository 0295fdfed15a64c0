package dev.walden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /**
     * The options of a service, when nothing else can be meant. The parser is not asked then: its classes are too old for the cache of the
     * installation, and every start would wait until they are loaded and the tree of commands is built.
     */
    Optional<List<String>> plainlyServing() {
        List<String> more = words.subList(1, words.size());
        boolean plain = words.getFirst().equals("serve")
                && more.stream().allMatch(word -> word.matches("--[A-Za-z].*") && !ABOUT.contains(word));
        return plain
                ? Optional.of(Stream.concat(properties.stream(), more.stream()).toList())
                : Optional.empty();
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
