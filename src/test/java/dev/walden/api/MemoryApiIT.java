package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.api.ApiServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock("api server")
class MemoryApiIT {

    private static final String ITEMS = "/api/v1/memory/items";

    private final ApiServer server = ApiServer.shared();

    @Test
    void storedItemsAreFoundAndShownWithTheirSource() {
        Answer stored = server.post(ITEMS, server.user, """
                {"items":[{"text":"The heron nests by the mill.","speaker":"ann","observedAt":"2026-11-20T10:00:00+01:00",
                           "tags":["birds"],"metadata":{"page":"7"}},
                          {"text":"Herons eat frogs.","kind":"message","session":"s1"}]}""");

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        Answer found = server.get("/api/v1/memory/search?q=heron%20mill&k=1", server.user);
        assertThat(found.body())
                .contains(
                        "\"text\":\"The heron nests by the mill.\"",
                        "\"kind\":\"fact\"",
                        "\"observedAt\":\"2026-11-20T09:00:00Z\"",
                        "\"metadata\":{\"page\":\"7\"}",
                        "\"score\":",
                        "\"source\":{\"seq\":",
                        "\"applied\":{\"words\":",
                        "\"vectors\":\"off\"");
        assertThat((List<?>) found.json().get("items")).hasSize(1);
        assertThat(server.get(ITEMS + "/" + firstId(stored), server.user).body())
                .contains("nests by the mill")
                .doesNotContain("score");
    }

    @Test
    void forgottenItemsAreGone() {
        String id = firstId(server.post(ITEMS, server.user, "{\"items\":[{\"text\":\"the password of the shed\"}]}"));

        Answer forgotten =
                server.send(server.request(ITEMS + "/" + id, server.user).DELETE());

        assertThat(forgotten.status()).isEqualTo(200);
        Instant goneBy = Instant.parse(forgotten.text("wordsGoneBy"));
        assertThat(goneBy).isAfter(Instant.now().plus(Duration.ofDays(29)));
        BadInputIT.assertProblem(server.get(ITEMS + "/" + id, server.user), 404, "not_found");
        BadInputIT.assertProblem(
                server.send(server.request(ITEMS + "/" + id, server.user).DELETE()), 404, "not_found");
        assertThat(server.get("/api/v1/memory/search?q=password%20shed", server.user)
                        .body())
                .doesNotContain("shed");
    }

    @Test
    void repeatedRequestsStoreOnce() {
        Answer first = keyed("{\"items\":[{\"text\":\"once only\"}]}");
        Answer again = keyed("{ \"items\" : [ { \"text\" : \"once only\" } ] }");
        Answer other = keyed("{\"items\":[{\"text\":\"something else\"}]}");

        assertThat(again.json()).isEqualTo(first.json());
        BadInputIT.assertProblem(other, 422, "idempotency_key_reused");
    }

    @Test
    void boundKeySeesItsSpaceOnly() {
        String foreign = firstId(server.post(ITEMS, server.user, "{\"items\":[{\"text\":\"walled walrus\"}]}"));

        BadInputIT.assertProblem(server.get(ITEMS + "/" + foreign, server.bound), 404, "not_found");
        BadInputIT.assertProblem(
                server.send(server.request(ITEMS + "/" + foreign, server.bound).DELETE()), 404, "not_found");
        BadInputIT.assertProblem(
                server.get("/api/v1/memory/search?q=walrus&space=default", server.bound), 403, "space_forbidden");
        BadInputIT.assertProblem(
                server.post(ITEMS, server.bound, "{\"items\":[{\"text\":\"x\",\"space\":\"default\"}]}"),
                403,
                "space_forbidden");
        for (String list : List.of("episodes", "procedures")) {
            BadInputIT.assertProblem(
                    server.get("/api/v1/memory/" + list + "?space=default", server.bound), 403, "space_forbidden");
        }
        assertThat(server.get("/api/v1/memory/search?q=walrus", server.bound).body())
                .doesNotContain("walrus");
    }

    @Test
    void whatHappenedIsFoundByItsTime() {
        server.post(
                ITEMS,
                server.user,
                "{\"items\":[{\"text\":\"gondola old\",\"kind\":\"message\",\"observedAt\":\"2020-05-03T23:30:00Z\"},"
                        + "{\"text\":\"gondola new\",\"kind\":\"message\"}]}");
        String search = "/api/v1/memory/search?q=gondola";

        assertThat(server.get(search + "&from=2020-05-03&to=2020-05-03", server.user)
                        .body())
                .contains("gondola old", "\"use\":\"filter\"")
                .doesNotContain("gondola new");
        assertThat(server.get(search + "&from=2020-05-03&to=2020-05-03&zone=Europe/Rome", server.user)
                        .body())
                .doesNotContain("gondola old");
        assertThat(server.get(search + "+today&explain=true", server.user).body())
                .contains("gondola old", "gondola new", "\"use\":\"boost\"", "\"words\":\"today\"");
        assertThat(server.get(search + "&outcome=failed&tool=clock", server.user)
                        .body())
                .doesNotContain("gondola");
        assertThat(server.get("/api/v1/memory/episodes?outcome=completed&tool=clock&from=2020-01-01", server.user)
                        .json())
                .containsKey("episodes");
        BadInputIT.assertProblem(server.get(search + "&from=soon", server.user), 422, "invalid_value");
        BadInputIT.assertProblem(server.get(search + "&to=%2B999999999-12-31", server.user), 422, "invalid_value");
        BadInputIT.assertProblem(
                server.get(search + "&from=2020-05-04&to=2020-05-03", server.user), 422, "invalid_value");
        BadInputIT.assertProblem(server.get(search + "&zone=Nowhere", server.user), 422, "invalid_value");
        BadInputIT.assertProblem(server.get("/api/v1/memory/episodes?outcome=lost", server.user), 422, "invalid_value");
    }

    @Test
    void aDomainThatNothingHasIsToldWithThoseThatThereAre() {
        server.post(ITEMS, server.user, "{\"items\":[{\"text\":\"zither strings\",\"domain\":\"instruments\"}]}");
        String search = "/api/v1/memory/search?domain=";

        Answer unknown = server.get(search + "nope&q=zither", server.user);

        BadInputIT.assertProblem(unknown, 404, "not_found");
        assertThat(unknown.text("detail")).contains("legal", "operations");
        assertThat(server.get(search + "instruments&q=zither", server.user).body())
                .contains("zither strings");
        assertThat(server.get(search + "instruments&q=qwertz&kind=document", server.user)
                        .json())
                .containsEntry("items", List.of());
        assertThat(server.get(search + "legal&q=qwertz", server.user).json()).containsEntry("items", List.of());
        BadInputIT.assertProblem(server.get(search + "instruments&q=zither", server.bound), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/search?q=x&k=101          | k: 1 to 100 was expected; found: 101.",
                "/episodes?limit=0          | limit: 1 to 1000 was expected; found: 0.",
                "/procedures?limit=1001     | limit: 1 to 1000 was expected; found: 1001.",
                "/audit?examples=-1         | examples: 0 to 100 was expected; found: -1.",
                "/audit?unusedDays=40000    | unusedDays: 0 to 36500 was expected; found: 40000."
            })
    void aNumberOutOfItsRangeIsToldWithIt(String path, String detail) {
        Answer refused = server.get("/api/v1/memory" + path, server.operator);

        BadInputIT.assertProblem(refused, 422, "invalid_value");
        assertThat(refused.text("detail")).isEqualTo(detail);
    }

    @Test
    void whoUndoesNothingIsToldThatNoSourceWasFound() {
        assertThat(server.post("/api/v1/memory/undo", server.operator, "{}").text("detail"))
                .endsWith("was expected; found: none.");
    }

    @Test
    void listsOfExperienceAnswer() {
        assertThat(server.get("/api/v1/memory/episodes", server.user).json()).containsKey("episodes");
        assertThat(server.get("/api/v1/memory/procedures?limit=1000", server.user)
                        .json())
                .containsKey("procedures");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                              | 422 | invalid_value | items",
                "{\"items\":[]}                                  | 422 | invalid_value | items",
                "{\"items\":[null]}                              | 422 | invalid_value | items[0]",
                "{\"items\":[{\"text\":\"x\"},{\"text\":\" \"}]} | 422 | invalid_item  | items[1]",
                "{\"items\":[{\"text\":\"x\",\"kind\":\"episode\"}]} | 422 | invalid_item | items[0]",
                "{\"items\":[{\"text\":\"x\",\"kind\":\"joke\"}]} | 422 | invalid_value | joke",
                "{\"items\":[{\"text\":\"x\",\"observedAt\":\"now\"}]} | 422 | invalid_value | items[0].observedAt",
                "{\"items\":[{\"text\":\"x\",\"tags\":[null]}]} | 422 | invalid_value | items[0].tags",
                "{\"items\":[{\"text\":\"x\",\"validTo\":\"now\"}]} | 422 | invalid_value | items[0].validTo",
                "{\"items\":[{\"text\":\"x\",\"subject\":\"ada\"}]} | 422 | invalid_item | attribute",
                "{\"items\":[{\"text\":\"x\",\"source\":\"key:k\"}]} | 422 | invalid_item | document:ID",
                "{\"items\":[{\"text\":\"x\",\"kind\":\"message\",\"source\":\"tool:t\"}]} | 422 | invalid_item | fact",
                "{\"items\":[{\"text\":5}]}                      | 400 | wrong_type    | items[0].text",
                "{\"items\":[{\"words\":\"x\"}]}                 | 400 | unknown_member | items[0].words",
                "{\"items\":{}}                                  | 400 | wrong_type    | an array was expected"
            })
    void badItemsAreRefused(String body, int status, String code, String word) {
        Answer answer = server.post(ITEMS, server.user, body);

        BadInputIT.assertProblem(answer, status, code);
        assertThat(answer.text("detail")).contains(word);
    }

    @ParameterizedTest
    @CsvSource({
        "/search, invalid_value",
        "/search?q=%20, invalid_value",
        "/search?q=x&k=0, invalid_value",
        "/search?q=x&k=101, invalid_value",
        "/search?q=x&k=many, invalid_value",
        "/search?q=x&kind=joke, invalid_value",
        "/search?q=x&asOf=yesterday, invalid_value",
        "/episodes?limit=0, invalid_value",
        "/procedures?limit=1001, invalid_value"
    })
    void badQuestionsAreRefused(String path, String code) {
        BadInputIT.assertProblem(server.get("/api/v1/memory" + path, server.user), 422, code);
    }

    private Answer keyed(String json) {
        return server.send(
                ApiServer.json(server.request(ITEMS, server.user), json).header("Idempotency-Key", "memory-1"));
    }

    private static String firstId(Answer stored) {
        return stored.body().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }
}
