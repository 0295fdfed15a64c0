package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlacesTest {

    private final Places places = new Places(1, 2);

    @Test
    void eachEngineHasItsOwnAndAllShareTheOthers() {
        assertThat(places.admit("a")).isTrue();
        assertThat(places.admit("a")).isTrue();
        assertThat(places.admit("a")).isTrue();
        assertThat(places.admit("a")).isFalse();
        assertThat(places.admit("b")).isTrue();
        assertThat(places.admit("b")).isFalse();
    }

    @Test
    void aSharedPlaceIsFreeWhenATaskOfWhoHasMoreThanItsOwnEnds() {
        places.admit("a");
        places.admit("a");
        places.admit("a");
        places.admit("b");
        places.dismiss("b");
        assertThat(places.admit("b")).isTrue();
        assertThat(places.admit("b")).isFalse();

        places.dismiss("a");

        assertThat(places.admit("b")).isTrue();
        assertThat(places.admit("a")).isFalse();
    }

    @Test
    void whatAnEarlierProcessLeftCountsWhateverTheBound() {
        for (int i = 0; i < 4; i++) {
            places.admitAnyway("a");
        }
        places.dismiss("a");

        assertThat(places.admit("a")).isFalse();
        places.dismiss("a");
        assertThat(places.admit("a")).isTrue();
    }
}
