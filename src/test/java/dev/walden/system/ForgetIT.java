package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What forgetting means to the outside, as docs/operations.md says it. */
class ForgetIT {

    @TempDir
    private Path folder;

    @Test
    void whatIsForgottenIsFoundNoMoreAndStaysInTheHistoryOfItsTask() throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(folder.resolve("home"))) {
            String task = life.client()
                    .run("Remember that the heron nests at the weir.")
                    .path("id")
                    .asString();
            String item = found(life).path(0).path("id").asString();

            WaldenClient.Answer forgotten =
                    life.client().send("DELETE", "/api/v1/memory/items/" + item, null, Map.of());

            assertThat(forgotten.status()).as(forgotten.body()).isEqualTo(200);
            assertThat(found(life)).isEmpty();
            for (String place : List.of("", "/events")) {
                assertThat(life.client().get("/api/v1/tasks/" + task + place).body())
                        .contains("heron");
            }
        }
    }

    private static JsonNode found(WaldenProcess life) throws IOException {
        return life.client().get("/api/v1/memory/search?q=heron").json().path("items");
    }
}
