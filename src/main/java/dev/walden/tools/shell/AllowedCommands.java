package dev.walden.tools.shell;

import dev.walden.tools.programs.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What may be run: names, and the program that each stood for at the start. Immutable. */
record AllowedCommands(Map<String, Path> programs) {

    AllowedCommands {
        programs = Collections.unmodifiableMap(new TreeMap<>(programs));
    }

    /**
     * Finds each program.
     *
     * @throws IllegalArgumentException when one is not there, or two have one name
     */
    static AllowedCommands find(Collection<String> allowed, Programs where) {
        Map<String, Path> found = new TreeMap<>();
        for (String each : allowed) {
            Path program = where.find(each)
                    .orElseThrow(() -> new IllegalArgumentException("there is no program \"" + each + "\" in "
                            + where.folders() + "; install it, name it by its absolute path, or take it off the list"));
            String name = Path.of(each).getFileName().toString();
            if (found.put(name, program) != null) {
                throw new IllegalArgumentException("the name " + name + " stands for two programs; keep one");
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("it names no command; name at least one");
        }
        return new AllowedCommands(found);
    }

    /** What is run for these words; empty when the first is no name of an allowed command. */
    Optional<List<String>> line(List<String> words) {
        return Optional.ofNullable(programs.get(words.getFirst())).map(program -> {
            List<String> line = new ArrayList<>(words);
            line.set(0, program.toString());
            return line;
        });
    }

    String names() {
        return String.join(", ", programs.keySet());
    }
}
