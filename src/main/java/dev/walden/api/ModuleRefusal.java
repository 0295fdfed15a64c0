package dev.walden.api;

import dev.walden.activity.ActivityException;
import dev.walden.memory.MemoryException;
import dev.walden.orchestrator.TaskException;
import java.time.Duration;
import java.util.Optional;

/** What other modules refuse, as the API says it. */
final class ModuleRefusal {

    private static final Duration SOON = Duration.ofSeconds(5);

    private ModuleRefusal() {}

    static Refusal of(TaskException refused) {
        return switch (refused) {
            case TaskException.QueueFull full ->
                Refusal.of(429, full.code(), full).after(full.retryAfter());
            case TaskException.Stopping stopping ->
                Refusal.of(503, stopping.code(), stopping).after(SOON);
            case TaskException.Unacceptable no -> Refusal.of(422, no.code(), no);
        };
    }

    static Refusal of(MemoryException refused) {
        return switch (refused) {
            case MemoryException.Unacceptable no -> Refusal.of(422, no.code(), no);
            case MemoryException.NoSuchDomain none -> Refusal.of(404, none.code(), none);
            case MemoryException.NoSuchProcedure none -> Refusal.of(404, none.code(), none);
            case MemoryException.ProcedureClosed closed -> Refusal.of(409, closed.code(), closed);
            case MemoryException.QuotaExceeded full -> Refusal.of(507, full.code(), full);
        };
    }

    /** Empty for what is a fault of the service rather than a refusal. */
    static Optional<Refusal> of(ActivityException refused) {
        return Optional.ofNullable(
                switch (refused) {
                    case ActivityException.NoSpace full -> Refusal.of(507, full.code(), full);
                    case ActivityException.TooLarge large -> Refusal.of(413, large.code(), large);
                    case ActivityException.IdempotencyConflict other -> Refusal.of(422, other.code(), other);
                    case ActivityException.ViewsBehind behind ->
                        Refusal.of(503, behind.code(), behind).after(SOON);
                    case ActivityException.Unusable unusable ->
                        Refusal.of(503, unusable.code(), "The activity log cannot be written; the service ends.")
                                .after(SOON);
                    case ActivityException.ViewFailed broken -> null;
                    case ActivityException.Unreadable broken -> null;
                    case ActivityException.OfNewerVersion unknown -> null;
                    case ActivityException.KeyUnusable missing -> null;
                    case ActivityException.NotOpened broken -> null;
                });
    }
}
