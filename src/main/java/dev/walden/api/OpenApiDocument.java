package dev.walden.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** What the OpenAPI document says beside the calls themselves: title, the bearer key, and that every error is a problem. */
final class OpenApiDocument implements OpenApiCustomizer {

    private static final String KEY = "key";

    @Override
    public void customise(OpenAPI document) {
        document.info(new Info()
                .title("Walden")
                .version("v1")
                .description("An autonomous agent service that never loses its thread."));
        Components components = document.getComponents();
        components.addSecuritySchemes(
                KEY, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        ModelConverters.getInstance().readAll(Problem.class).forEach(components::addSchemas);
        document.addSecurityItem(new SecurityRequirement().addList(KEY));
        document.getPaths().values().forEach(path -> path.readOperations().forEach(OpenApiDocument::addProblems));
    }

    private static void addProblems(Operation operation) {
        operation.getResponses().addApiResponse("401", problem("No key, or one that is not known"));
        operation.getResponses().addApiResponse("default", problem("Any other refusal or fault; its code tells which"));
    }

    private static ApiResponse problem(String description) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, problem));
    }
}
