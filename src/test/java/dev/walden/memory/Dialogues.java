package dev.walden.memory;

import dev.walden.activity.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Dialogues with questions that were asked of them.
 *
 * @param turns in their order
 */
record Dialogues(List<NewItem> turns, List<Question> questions) {

    /** What the metadata of an item call the turn that it is. */
    static final String REF = "ref";

    Dialogues {
        turns = List.copyOf(turns);
        questions = List.copyOf(questions);
    }

    /**
     * Reads a file: LoCoMo's when its name ends with {@code .json}, else tab-separated lines, {@code item SPACE REF SESSION SPEAKER INSTANT
     * TEXT} and {@code question SPACE CATEGORY REF,REF… TEXT}.
     */
    static Dialogues read(Path file) throws IOException {
        return file.toString().endsWith(".json") ? LocomoFile.read(file) : lines(file);
    }

    private static Dialogues lines(Path file) throws IOException {
        List<NewItem> turns = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("item")) {
                turns.add(new Turn(parts[1], parts[2], parts[3], parts[4], Instant.parse(parts[5]), parts[6]).item());
            } else if (parts[0].equals("question")) {
                questions.add(new Question(new Space(parts[1]), parts[2], List.of(parts[3].split(",")), parts[4]));
            }
        }
        return new Dialogues(turns, questions);
    }

    /** What a turn is called where it is evidence. */
    static String ref(MemoryItem turn) {
        return turn.metadata().getOrDefault(REF, "");
    }

    /** What somebody said. */
    record Turn(String space, String ref, String session, String speaker, Instant at, String text) {
        NewItem item() {
            return new NewItem(
                    ItemKind.MESSAGE,
                    new Space(space),
                    text,
                    session,
                    speaker,
                    null,
                    List.of(),
                    at,
                    Map.of(REF, ref),
                    null);
        }
    }

    /**
     * One question.
     *
     * @param evidence names of the turns that answer it
     */
    record Question(Space space, String category, List<String> evidence, String text) {
        Question {
            evidence = List.copyOf(evidence);
        }
    }
}
