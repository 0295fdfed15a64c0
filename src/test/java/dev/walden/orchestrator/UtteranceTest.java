package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.orchestrator.Follower.Words;
import dev.walden.orchestrator.Utterance.Place;
import dev.walden.orchestrator.Utterance.Said;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UtteranceTest {

    private final Voice voice = new Voice();
    private final Utterance utterance = voice.speak(2, 7);
    private final Listener early = new Listener();

    @Test
    void whoListensHearsWhatIsNewAndSeveralWordsAtOnce() {
        utterance.heard("One ");
        assertThat(early.hears()).isEqualTo("One ");

        utterance.heard("two ");
        utterance.heard("three");

        assertThat(early.hears()).isEqualTo("two three");
        assertThat(early.hears()).isEmpty();
        assertThat(early.heard.words()).isEmpty();
    }

    @Test
    void whoComesLateHearsAllThatWasSaidSoFar() {
        utterance.heard("One ");
        utterance.heard("two");

        Said said = utterance.behind(Place.START);

        assertThat(said.words()).contains(new Words(2, 7, false, "One two"));
        assertThat(said.last()).isFalse();
    }

    @Test
    void whatBeginsAnewIsVoidForThoseWhoHeardSomeOfItAndNewToAllOthers() {
        utterance.heard("Half an ");
        early.hears();
        utterance.heard("answer");

        utterance.again();
        assertThat(early.hears()).isEmpty();
        assertThat(early.heard.words()).contains(new Words(2, 7, true, ""));
        utterance.heard("Whole.");

        assertThat(early.hears()).isEqualTo("Whole.");
        assertThat(utterance.behind(Place.START).words()).contains(new Words(2, 7, false, "Whole."));
    }

    @Test
    void moreThanIsKeptIsHeardByThoseWhoListenAndByNobodyWhoComesLate() {
        Listener slow = new Listener();
        utterance.heard("abc");
        assertThat(slow.hears()).isEqualTo("abc");
        utterance.heard("b".repeat(Utterance.MOST_CHARS - 3));
        assertThat(early.hears()).hasSize(Utterance.MOST_CHARS);

        utterance.heard("cd");

        assertThat(early.hears()).isEqualTo("cd");
        assertThat(utterance.behind(Place.START).words()).isEmpty();
        assertThat(slow.hears())
                .as("behind by no more than is kept")
                .hasSize(Utterance.MOST_CHARS - 1)
                .endsWith("bcd");
    }

    @Test
    void noWordIsLostOrTwiceHoweverMuchIsSaid() {
        StringBuilder all = new StringBuilder();
        StringBuilder heard = new StringBuilder();
        Listener slow = new Listener();
        StringBuilder slowly = new StringBuilder();
        for (int i = 0; all.length() < 5 * Utterance.MOST_CHARS; i++) {
            String next = i + " " + "x".repeat(i % 700);
            all.append(next);
            utterance.heard(next);
            heard.append(early.hears());
            slowly.append(i % 40 == 0 ? slow.hears() : "");
            assertThat(utterance.behind(Place.START).words().map(Words::text))
                    .as("who comes late")
                    .isEqualTo(all.length() <= Utterance.MOST_CHARS ? Optional.of(all.toString()) : Optional.empty());
        }
        slowly.append(slow.hears());

        assertThat(heard).hasToString(all.toString());
        assertThat(slowly).hasToString(all.toString());
        utterance.again();
        utterance.heard("anew");
        assertThat(utterance.behind(Place.START).words().map(Words::text)).contains("anew");
    }

    @Test
    void whoIsTooFarBehindIsToldToForgetAndHearsNothingMoreUntilItBeginsAnew() {
        utterance.heard("a");
        early.hears();
        utterance.heard("b".repeat(Utterance.MOST_CHARS + 1));

        assertThat(early.hears()).isEmpty();
        assertThat(early.heard.words()).contains(new Words(2, 7, true, ""));
        utterance.heard("c");
        assertThat(early.hears()).isEmpty();
        assertThat(early.heard.words()).isEmpty();

        utterance.again();
        utterance.heard("d");
        assertThat(early.hears()).isEqualTo("d");
    }

    @Test
    void aPairOfSurrogatesIsHeardInOnePiece() {
        utterance.heard("x\ud83d");
        assertThat(early.hears()).isEqualTo("x");

        utterance.heard("\ude00y\ud83d");
        assertThat(early.hears()).isEqualTo("\ud83d\ude00y");

        utterance.close();
        assertThat(early.hears()).isEqualTo("\ud83d");
    }

    @Test
    void whoListensHearsItToItsEndAndNobodyElseFindsItAfterwards() {
        utterance.heard("One ");
        early.hears();
        utterance.heard("two.");

        utterance.close();

        assertThat(voice.utterance()).isEmpty();
        assertThat(early.hears()).isEqualTo("two.");
        assertThat(early.heard.last()).isTrue();
    }

    private final class Listener {
        private Said heard = utterance.behind(Place.START);

        private String hears() {
            heard = utterance.behind(heard.place());
            return heard.words().map(Words::text).orElse("");
        }
    }
}
