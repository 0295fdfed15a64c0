package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stored record stands for is what the event that it holds does. */
class StoredEventTest {

    @AutoClose
    private final CodecOnDisk disk;

    StoredEventTest(@TempDir Path folder) {
        disk = new CodecOnDisk(folder);
    }

    private Map<String, @Nullable Object> data(ActivityEvent event) {
        byte[] body = disk.codec().encode(event);
        return WholeData.of(
                EventJson.of(event).type(),
                ActivityJson.readObject(RecordBody.parse(ByteBuffer.wrap(body)).data()));
    }

    private void assertThatPartsAreThoseOf(TaskEvent event) {
        List<StoredEvent> parts =
                StoredEvent.in(EventJson.of(event).type(), event.task().value(), data(event));

        assertThat(parts)
                .as(event.toString())
                .isEqualTo(event.parts().stream()
                        .map(part -> new StoredEvent(EventJson.of(part).type(), data(part)))
                        .toList());
        for (StoredEvent part : parts) {
            assertThat(part.data().toString()).doesNotContain("asked=", "started=", "answered=");
        }
    }

    @Test
    void partsAreThoseOfTheEvent() {
        List<TaskEvent> events = new ArrayList<>(TaskSamples.combined());
        for (ActivityEvent event : Samples.all()) {
            if (event instanceof TaskEvent one) {
                events.add(one);
            }
        }

        events.forEach(this::assertThatPartsAreThoseOf);
    }

    @Test
    void partsOfRandomEventsAre() {
        RandomEvents random = new RandomEvents(new Random(7));
        for (int i = 0; i < 2_000; i++) {
            if (random.next() instanceof TaskEvent event && event.parts().size() > 1) {
                List<StoredEvent> parts =
                        StoredEvent.in(EventJson.of(event).type(), event.task().value(), data(event));

                assertThat(parts)
                        .extracting(StoredEvent::type)
                        .isEqualTo(event.parts().stream()
                                .map(part -> EventJson.of(part).type())
                                .toList());
            }
        }
    }

    @Test
    void anOlderVersionIsTakenApartToo() {
        Map<String, @Nullable Object> older = Map.of(
                "call", "c1", "asked", Map.of("engine", "my engine", "prompt", "agent-1 9f86", "tokens", 4_096L));

        assertThat(StoredEvent.in("tool-call-finished", "t1", older))
                .containsExactly(
                        new StoredEvent("tool-call-finished", Map.of("call", "c1")),
                        new StoredEvent(
                                "reasoning-started",
                                Map.of(
                                        "engine",
                                        "my engine",
                                        "promptVersion",
                                        "agent-1",
                                        "promptDigest",
                                        "9f86",
                                        "reservedTokens",
                                        4_096L,
                                        "reservedCost",
                                        "0",
                                        "critique",
                                        false)));
    }
}
