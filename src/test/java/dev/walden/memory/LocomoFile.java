package dev.walden.memory;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which LoCoMo (Maharana et al. 2024) is published. A turn says who speaks, and what a shared picture shows as the file describes it;
 * a question counts when a turn is named as its evidence. {@code -Dwalden.recall.first=N} takes the first N dialogues, {@code
 * -Dwalden.recall.rename=SEED} gives the speakers other names, in turns and questions.
 */
final class LocomoFile {

    private static final int MOST_SESSIONS = 100;

    private static final DateTimeFormatter SPOKEN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM, uuuu")
            .toFormatter(Locale.ENGLISH);

    private final JsonNode sample;
    private final OtherNames names;
    private final List<NewItem> turns;
    private final List<Dialogues.Question> questions;

    private LocomoFile(JsonNode sample, OtherNames names, List<NewItem> turns, List<Dialogues.Question> questions) {
        this.sample = sample;
        this.names = names;
        this.turns = turns;
        this.questions = questions;
    }

    static Dialogues read(Path file) {
        int first = Integer.getInteger("walden.recall.first", Integer.MAX_VALUE);
        String seed = System.getProperty("walden.recall.rename");
        List<NewItem> turns = new ArrayList<>();
        List<Dialogues.Question> questions = new ArrayList<>();
        int number = 0;
        for (JsonNode sample : JsonMapper.shared().readTree(file.toFile())) {
            if (number++ < first) {
                JsonNode talk = sample.path("conversation");
                OtherNames names = seed == null
                        ? OtherNames.none()
                        : OtherNames.drawn(
                                List.of(text(talk, "speaker_a"), text(talk, "speaker_b")),
                                sample.toString(),
                                Long.parseLong(seed) + number);
                new LocomoFile(sample, names, turns, questions).read();
            }
        }
        return new Dialogues(turns, questions);
    }

    private void read() {
        JsonNode talk = sample.path("conversation");
        for (int session = 1; session < MOST_SESSIONS; session++) {
            String name = "session_" + session;
            for (JsonNode turn : talk.path(name)) {
                turns.add(new Dialogues.Turn(
                                space(),
                                ref(text(turn, "dia_id")),
                                Integer.toString(session),
                                names.in(text(turn, "speaker")),
                                at(text(talk, name + "_date_time")),
                                names.in(said(turn)))
                        .item());
            }
        }
        Set<String> known = turns.stream()
                .map(turn -> turn.metadata().getOrDefault(Dialogues.REF, ""))
                .collect(Collectors.toSet());
        for (JsonNode question : sample.path("qa")) {
            List<String> evidence = evidence(question).stream()
                    .map(this::ref)
                    .filter(known::contains)
                    .distinct()
                    .toList();
            if (!evidence.isEmpty()) {
                questions.add(new Dialogues.Question(
                        turns.getLast().space(),
                        text(question, "category"),
                        evidence,
                        names.in(text(question, "question"))));
            }
        }
    }

    private static String said(JsonNode turn) {
        String picture = text(turn, "blip_caption");
        return text(turn, "speaker")
                + ": "
                + text(turn, "text")
                + (picture.isEmpty() ? "" : " [shares " + picture + "]");
    }

    /** Some are named two in one, with a letter too much, or with zeros in front. */
    private static List<String> evidence(JsonNode question) {
        List<String> names = new ArrayList<>();
        for (JsonNode each : question.path("evidence")) {
            for (String name : each.asString().split("[;\\s]+", -1)) {
                names.add(name.replace("D:", "D").replaceAll(":0+(\\d)", ":$1"));
            }
        }
        return names;
    }

    private static Instant at(String spoken) {
        return LocalDateTime.parse(spoken.strip(), SPOKEN).toInstant(ZoneOffset.UTC);
    }

    private String space() {
        return text(sample, "sample_id");
    }

    private String ref(String turn) {
        return space() + "/" + turn;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
