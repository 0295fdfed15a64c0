package dev.walden.api;

import dev.walden.activity.ErasurePromise;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.memory.MemoryItem;
import dev.walden.memory.MemoryItems;
import dev.walden.memory.MemoryItems.Stored;
import dev.walden.memory.NewItem;
import dev.walden.memory.RoutedSearch;
import dev.walden.orchestrator.TaskSubmission.Idempotency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Items go into memory, are found, and are forgotten. */
@Tag(name = "memory")
@RestController
@RequestMapping(path = "/api/v1/memory", produces = MediaType.APPLICATION_JSON_VALUE)
final class MemoryController {

    private final MemoryItems items;
    private final RoutedSearch search;
    private final ErasurePromise promise;
    private final RequestHeaders headers;

    MemoryController(MemoryItems items, RoutedSearch search, ErasurePromise promise, RequestHeaders headers) {
        this.items = items;
        this.search = search;
        this.promise = promise;
        this.headers = headers;
    }

    @Operation(
            summary = "Store items, all or none",
            description =
                    "Answers once they are durable. A fact that memory has already is confirmed and keeps its id; one that says"
                            + " otherwise than another ends it.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "Idempotency-Key",
                            description = "1 to 255 visible ASCII"))
    @PostMapping(path = "/items", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    MemoryResponse.Stored store(@RequestBody StoreItems body, HttpServletRequest request) throws InterruptedException {
        Caller caller = Caller.of(request);
        List<NewItem> wanted = body.checked(caller);
        Optional<Idempotency> once = headers.idempotency(request);
        Stored stored = once.isEmpty()
                ? items.store(wanted, "key:" + caller.id())
                : items.store(wanted, "key:" + caller.id(), scoped(once.get(), caller));
        return MemoryResponse.Stored.from(stored);
    }

    @Operation(summary = "Show an item")
    @GetMapping("/items/{id}")
    MemoryResponse.Item find(@PathVariable String id, HttpServletRequest request) throws InterruptedException {
        MemoryItem item = require(id, Caller.of(request));
        return MemoryResponse.Item.from(item, items.details(id));
    }

    @Operation(
            summary = "Forget an item, with the turns and episodes that hold its words",
            description =
                    "Search, recall and the memory of sessions lose them at once. The tasks that said them still show them, and so"
                            + " does the log, until the time that the answer names (walden.log.erase-within).")
    @DeleteMapping("/items/{id}")
    MemoryResponse.Forgotten forget(@PathVariable String id, HttpServletRequest request) throws InterruptedException {
        Caller caller = Caller.of(request);
        MemoryItem item = required(items.findForgettable(id), id, caller);
        items.erase(item.space(), List.of(id), "asked for over the API", "key:" + caller.id());
        return new MemoryResponse.Forgotten(List.of(new MemoryResponse.Id(id)), promise.fromNow());
    }

    @Operation(summary = "Find items by what they say and mean, best first")
    @GetMapping("/search")
    MemoryResponse.Found search(@Valid @ParameterObject SearchMemory asked, HttpServletRequest request)
            throws InterruptedException {
        return MemoryResponse.Found.from(
                search.search(asked.query(Caller.of(request), search.zone())), asked.explained());
    }

    private MemoryItem require(String id, Caller caller) throws InterruptedException {
        return required(items.find(id), id, caller);
    }

    private static MemoryItem required(Optional<MemoryItem> found, String id, Caller caller) {
        return found.filter(item -> caller.mayUse(item.space())).orElseThrow(() -> Refusal.notFound("item", id));
    }

    private static IdempotencyKeys.Request scoped(Idempotency once, Caller caller) {
        return new IdempotencyKeys.Request(caller.id(), once.key(), once.digest());
    }
}
