package dev.walden.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events of a task as they come. Confined to one thread. */
final class EventStream implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BufferedReader lines;

    /** The record whose last event has not come yet; 0 when there is none. */
    private long unfinished;

    EventStream(HttpResponse<InputStream> response) {
        Assertions.assertThat(response.statusCode()).isEqualTo(200);
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /**
     * The next record; empty when the server has ended the stream. Of those that share one, only the last has an id.
     *
     * @throws IOException when the connection was cut
     */
    Optional<JsonNode> next() throws IOException {
        Optional<JsonNode> next = nextOfAll();
        while (next.filter(EventStream::isForetaste).isPresent()) {
            next = nextOfAll();
        }
        return next;
    }

    private static boolean isForetaste(JsonNode event) {
        return event.has("step") || event.has("progress");
    }

    /** The next record, the next words of a model, which have a step, or how far a call is, which has progress. */
    Optional<JsonNode> nextOfAll() throws IOException {
        long id = -1;
        boolean foretaste = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = Long.parseLong(line.substring(3).strip());
            } else if (line.startsWith("event:")) {
                Assertions.assertThat(line).isIn("event: delta", "event: progress");
                foretaste = true;
            } else if (line.startsWith("data:")) {
                JsonNode data = JSON.readTree(line.substring(5));
                if (foretaste) {
                    Assertions.assertThat(isForetaste(data)).isTrue();
                    Assertions.assertThat(id).as("id of what is no record").isNegative();
                    Assertions.assertThat(unfinished)
                            .as("a record that it parts")
                            .isZero();
                    return Optional.of(data);
                }
                long seq = data.path("seq").asLong();
                if (id >= 0) {
                    Assertions.assertThat(seq).as("id and seq").isEqualTo(id);
                }
                Assertions.assertThat(unfinished == 0 || seq == unfinished)
                        .as("record %d was left before the last event of %d", seq, unfinished)
                        .isTrue();
                unfinished = id >= 0 ? 0 : seq;
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }

    /** Everything up to the next words, which are the last of it. */
    List<JsonNode> untilWords() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        while (events.isEmpty() || !events.getLast().has("step")) {
            events.add(nextOfAll().orElseThrow(() -> new AssertionError("No words came, only " + events)));
        }
        return events;
    }

    /** How far a call is, when that is told next. */
    JsonNode untilProgress() throws IOException {
        JsonNode next = nextOfAll().orElseThrow();
        while (!next.has("progress")) {
            next = nextOfAll().orElseThrow();
        }
        return next;
    }

    /** Everything until the server ends the stream. */
    List<JsonNode> restOfAll() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (Optional<JsonNode> next = nextOfAll(); next.isPresent(); next = nextOfAll()) {
            events.add(next.get());
        }
        return events;
    }

    /** Records up to the first of a type, which is the last of them. */
    List<JsonNode> until(String type) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        while (records.isEmpty() || !records.getLast().path("type").asString().equals(type)) {
            records.add(next().orElseThrow(() -> new AssertionError("No " + type + " came, only " + records)));
        }
        return records;
    }

    /** Records until the server ends the stream. */
    List<JsonNode> rest() throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (Optional<JsonNode> next = next(); next.isPresent(); next = next()) {
            records.add(next.get());
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
