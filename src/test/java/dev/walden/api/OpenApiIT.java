package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock("api server")
class OpenApiIT {

    private final ApiServer server = ApiServer.shared();

    @Test
    void everyEndpointIsDescribedWithItsProblems() {
        JsonNode document = document();

        for (String endpoint : endpoints()) {
            String[] parts = endpoint.split(" ", 2);
            JsonNode operation = document.path("paths").path(parts[1]).path(parts[0]);
            assertThat(operation.isMissingNode()).as(endpoint).isFalse();
            assertThat(operation.path("summary").asString()).as(endpoint).isNotEmpty();
            for (String status : List.of("401", "default")) {
                assertThat(operation
                                .at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                                .asString())
                        .as(endpoint)
                        .isEqualTo("#/components/schemas/Problem");
            }
        }
    }

    @Test
    void whatASearchAndTheListOfEpisodesTakeIsDescribed() {
        JsonNode paths = document().path("paths");

        for (String path : List.of("/api/v1/memory/search", "/api/v1/memory/episodes")) {
            JsonNode parameters = paths.path(path).path("get").path("parameters");
            assertThat(parameters.size()).as(path).isGreaterThan(7);
            for (JsonNode parameter : parameters) {
                String said = parameter.path("description").asString("")
                        + parameter.at("/schema/description").asString("");
                assertThat(said)
                        .as(path + " " + parameter.path("name").asString())
                        .isNotBlank();
            }
        }
    }

    @Test
    void theSchemaOfAnAnswerAndTheAnswerByItAreDescribed() {
        JsonNode schemas = document().at("/components/schemas");

        assertThat(schemas.at("/SubmitTask/properties").has("outputSchema")).isTrue();
        assertThat(schemas.at("/Task/properties/structured/description").asString())
                .contains("JSON");
    }

    @Test
    void titleKeySchemeAndProblemAreDescribed() {
        JsonNode document = document();

        assertThat(document.at("/info/title").asString()).isEqualTo("Walden");
        assertThat(document.at("/components/securitySchemes/key/scheme").asString())
                .isEqualTo("bearer");
        assertThat(document.at("/components/schemas/Problem/properties/code").isMissingNode())
                .isFalse();
        assertThat(document.at("/components/schemas/Fault").isMissingNode()).isFalse();
        assertThat(document.at("/paths/~1api~1v1~1tasks/post/responses/202").isMissingNode())
                .isFalse();
    }

    @Test
    void everyEndpointButAdministrationTheAuditDecisionsAndSettingRulesIsListedAsTheUsers() {
        for (String endpoint : endpoints()) {
            String verb = endpoint.substring(0, endpoint.indexOf(' ')).toUpperCase(Locale.ROOT);
            String path = endpoint.substring(endpoint.indexOf(' ') + 1);
            boolean ruling = path.equals("/api/v1/spaces/{space}/rules") && !verb.equals("GET");

            assertThat(PathRule.role(verb, path))
                    .as(endpoint)
                    .isEqualTo(
                            path.startsWith("/api/v1/admin/")
                                    ? Role.ADMIN
                                    : ruling
                                                    || path.equals("/api/v1/memory/audit")
                                                    || path.equals("/api/v1/memory/procedures/{name}")
                                            ? Role.OPERATOR
                                            : Role.USER);
        }
    }

    @Test
    void documentNeedsAKey() {
        assertThat(server.get("/v3/api-docs", null).status()).isEqualTo(401);
    }

    private JsonNode document() {
        return server.context()
                .getBean(JsonMapper.class)
                .readTree(server.get("/v3/api-docs", server.user).body());
    }

    private List<String> endpoints() {
        List<String> endpoints = new ArrayList<>();
        server.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getPackageName().startsWith("dev.walden")
                            && method.getBeanType() != ErrorPageController.class) {
                        mapping.getPatternValues()
                                .forEach(path -> mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(verb ->
                                                endpoints.add(verb.name().toLowerCase(Locale.ROOT) + " " + path)));
                    }
                });
        assertThat(endpoints).hasSizeGreaterThan(10);
        return endpoints;
    }
}
