package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.FactsMerged;
import dev.walden.activity.StoredItem;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose facts are held against each other, and whose are not. */
final class OneSubjectTest {

    private static final String TEA = "I like tea.";

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void oneValueOfASubjectEndsNoneOfAnotherDomain() {
        String one = store("The deadline for project X is Friday.", null, "legal", Map.of(), null);
        String other = store("The deadline for project X is Monday.", null, "code", Map.of(), null);
        String words = store("The deadline for project X is Monday.", null, null, Map.of(), null);

        assertThat(List.of(one, other, words)).doesNotHaveDuplicates();
        assertThat(memory.events(FactSuperseded.class)).isEmpty();
    }

    @Test
    void whatMetadataTellApartIsNoSubjectOfBoth() {
        store("My lucky number is 7.", null, null, Map.of("user", "ann"), null);
        String other = store("My lucky number is 8.", null, null, Map.of("user", "bob"), null);

        assertThat(store("My lucky number is 8.", null, null, Map.of("user", "cid"), null))
                .isNotEqualTo(other);
        assertThat(memory.events(FactSuperseded.class)).isEmpty();
    }

    @Test
    void aSubjectThatWasNamedIsOneWhateverTheMetadata() {
        String one = store("Rome.", null, null, Map.of("message", "1"), named("ada", "town"));
        store("Oslo.", null, null, Map.of("message", "2"), named("ada", "town"));

        assertThat(memory.events(FactSuperseded.class))
                .extracting(FactSuperseded::items)
                .containsExactly(List.of(one));
    }

    @Test
    void myThingsAreNotThoseOfAnotherWhoSpeaksThoughTheyHaveOneName() {
        store("My dog is called Rex.", "Ann", null, Map.of(), named("dog", "name"));
        String other = store("My dog is called Max.", "Bob", null, Map.of(), named("dog", "name"));
        store("Likes tea.", "Ann", null, Map.of(), named("user", "drink"));
        store("Likes milk.", "Bob", null, Map.of(), named("user", "drink"));

        assertThat(memory.events(FactSuperseded.class)).isEmpty();
        store("My dog is called Ben.", "BOB", null, Map.of(), named("dog", "name"));
        assertThat(memory.events(FactSuperseded.class))
                .extracting(FactSuperseded::items)
                .containsExactly(List.of(other));
    }

    @Test
    void theSameWordsOfAnotherSpeakerAreTheSameUnlessTheySpeakOfOneOfTheTwo() {
        assertThat(store("Tea is ready.", "Ann", null, Map.of(), null))
                .isEqualTo(store("Tea is ready.", "Bob", null, Map.of(), null));
        assertThat(store("Your tea is ready.", "Ann", null, Map.of(), null))
                .isNotEqualTo(store("Your tea is ready.", "Bob", null, Map.of(), null));
        assertThat(store("I've two cats.", "Ann", null, Map.of(), null))
                .isNotEqualTo(store("I've two cats.", "Bob", null, Map.of(), null));
    }

    @Test
    void aSpeakerIsTheSameInAnyCaseAndCompositionOfLetters() {
        String one = store(TEA, "Zoë Ångström", null, Map.of(), null);

        assertThat(store(TEA, "ZOË ÅNGSTRÖM", null, Map.of(), null)).isEqualTo(one);
        assertThat(store(TEA, Normalizer.normalize("zoë ångström", Normalizer.Form.NFD), null, Map.of(), null))
                .isEqualTo(one);
        assertThat(store(TEA, "Zoe Angstrom", null, Map.of(), null)).isNotEqualTo(one);
    }

    @Test
    void howeverManySaySoOfThemselvesWhoSaysItAgainIsFound() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            ids.add(store(TEA, "Speaker " + i, null, Map.of(), null));
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(store("I like tea", "speaker 149", null, Map.of(), null)).isEqualTo(ids.getLast());
    }

    @Test
    void whatIsAlikeBehindAThousandIsLeftToTheUpkeep() throws Exception {
        List<ActivityEvent> facts = new ArrayList<>();
        for (int i = 0; i <= FactBook.MOST_READ; i++) {
            facts.add(of("m" + i, TEA, "Speaker " + i));
        }
        memory.append(facts.toArray(ActivityEvent[]::new));

        String behind = store(TEA, "Speaker " + FactBook.MOST_READ, null, Map.of(), null);
        String before = store(TEA, "Speaker " + (FactBook.MOST_READ - 1), null, Map.of(), null);
        keepInOrder();

        assertThat(before).isEqualTo("m" + (FactBook.MOST_READ - 1));
        assertThat(memory.events(FactsMerged.class))
                .containsExactly(new FactsMerged(MemoryFixture.SPACE, "m" + FactBook.MOST_READ, List.of(behind)));
    }

    @Test
    void upkeepMergesWhatOneSpeakerSaidTwiceAmongHundredsWhoSaidTheSame() throws Exception {
        List<ActivityEvent> facts = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            facts.add(of("m" + i, TEA, "Änne " + i));
        }
        facts.add(of("n249", TEA, "änne 249"));
        memory.append(facts.toArray(ActivityEvent[]::new));

        keepInOrder();

        assertThat(memory.events(FactsMerged.class))
                .containsExactly(new FactsMerged(MemoryFixture.SPACE, "m249", List.of("n249")));
    }

    @Test
    void upkeepLeavesOneOfHundredsThatOneSpeakerSaid() throws Exception {
        List<ActivityEvent> facts = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            facts.add(of("m" + i, TEA, "Ann"));
        }
        memory.append(facts.toArray(ActivityEvent[]::new));

        keepInOrder();

        assertThat(memory.ids("like tea")).containsExactly("m0");
    }

    @Test
    void upkeepMergesDuplicatesBehindHundredsThatAreNeverTrueTogether() throws Exception {
        Instant day = Instant.now();
        for (int i = 0; i < 300; i++) {
            day = day.plus(Duration.ofDays(1));
            FactTerms terms = new FactTerms(null, null, day, day.plus(Duration.ofHours(2)), null);
            store("The office is closed.", null, null, Map.of(), terms);
        }
        Instant last = day.plus(Duration.ofDays(1));
        memory.append(later("a", last), later("b", last));

        keepInOrder();

        assertThat(memory.events(FactsMerged.class))
                .containsExactly(new FactsMerged(MemoryFixture.SPACE, "a", List.of("b")));
    }

    private void keepInOrder() throws InterruptedException {
        memory.activity().settle();
        memory.upkeep(InstantSource.fixed(Instant.now()), new Fading(Duration.ZERO, Duration.ZERO, false))
                .run(_ -> false);
    }

    private static FactTerms named(String subject, String attribute) {
        return new FactTerms(subject, attribute, null, null, null);
    }

    private String store(
            String text,
            @Nullable String speaker,
            @Nullable String domain,
            Map<String, String> metadata,
            @Nullable FactTerms terms) {
        return memory.store(new NewItem(
                ItemKind.FACT, MemoryFixture.SPACE, text, null, speaker, domain, List.of(), null, metadata, terms));
    }

    private static FactStored of(String id, String text, String speaker) {
        return new FactStored(item(id, text, speaker));
    }

    private static FactStored later(String id, Instant from) {
        return new FactStored(item(id, "The office is closed.", null), new Claim(null, null, from, null, List.of()));
    }

    private static StoredItem item(String id, String text, @Nullable String speaker) {
        return new StoredItem(
                id, MemoryFixture.SPACE, text, null, speaker, null, List.of(), null, Map.of(), true, "key:a");
    }
}
