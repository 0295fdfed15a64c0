package dev.walden.api;

import dev.walden.orchestrator.CallAttachments;
import dev.walden.orchestrator.CallAttachments.Found;
import dev.walden.plugin.Attachment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What tool calls gave back beside their text: bytes of somebody outside, which no browser is to take for a page. */
@Tag(name = "tasks")
@RestController
@RequestMapping("/api/v1/tasks/{id}/calls/{call}/attachments")
final class AttachmentController {

    private static final Set<String> HARMLESS = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private final OpenTasks open;
    private final CallAttachments attachments;

    AttachmentController(OpenTasks open, CallAttachments attachments) {
        this.open = open;
        this.attachments = attachments;
    }

    @Operation(
            summary = "Get the bytes of an attachment of a tool call",
            description =
                    "Numbers count from 1, in the order of attachments in the call's tool-call-finished event, which has the type that the"
                            + " tool said. It is the type of this answer for PNG, JPEG, GIF, WebP and audio; all else comes as"
                            + " application/octet-stream. 410 once the words of the task were erased.")
    @ApiResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/{number}")
    ResponseEntity<byte[]> find(
            @PathVariable String id,
            @PathVariable String call,
            @PathVariable @Min(value = 1, message = "1 or more was expected.") int number,
            HttpServletRequest request) {
        return switch (attachments.find(open.require(id, Caller.of(request)).id(), call, number)) {
            case Found.Here(Attachment attachment) ->
                ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_TYPE, shownAs(attachment.mediaType()))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .body(attachment.bytes());
            case Found.Forgotten _ ->
                throw Refusal.of(
                        410,
                        "forgotten",
                        "The words of this task were erased, and with them what its calls gave back.");
            case Found.Nothing _ -> throw Refusal.notFound("attachment", call + "/" + number);
        };
    }

    private static String shownAs(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        return HARMLESS.contains(type) || type.startsWith("audio/") ? type : MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }
}
