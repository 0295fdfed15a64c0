package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownToolsTest {

    private final KnownTools known = new KnownTools(Set.of("clock", "http_request"), Set.of("shop"));

    @Test
    void whatNoToolWillEverBeCalledIsAStranger() {
        assertThat(known.strangers(List.of("http_reqest", "clock", "shopping", "clocks", "http_reqest")))
                .containsExactly("clocks", "http_reqest", "shopping");
    }

    @Test
    void whatMayComeWithAServerIsConfiguredElsewhereOrIsAPatternIsNone() {
        assertThat(known.strangers(List.of("shop_order", "shell", "sql_query", "web_search", "http_*", "cloc?")))
                .isEmpty();
    }
}
