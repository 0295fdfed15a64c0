package dev.walden.api;

import dev.walden.activity.ActivityException;
import dev.walden.memory.MemoryException;
import dev.walden.orchestrator.TaskException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Every exception of a controller as a problem: 400 what cannot be read, 422 what can be read and not accepted. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final String EXPECTED = " expected.";

    private final ProblemWriter problems;
    private final ErrorIds errorIds;

    ProblemAdvice(ProblemWriter problems, ErrorIds errorIds) {
        this.problems = problems;
        this.errorIds = errorIds;
    }

    @ExceptionHandler
    void refused(Refusal refusal, HttpServletResponse response) throws IOException {
        problems.write(response, refusal.problem(), refusal.retryAfter());
    }

    @ExceptionHandler
    void refused(TaskException refused, HttpServletResponse response) throws IOException {
        refused(ModuleRefusal.of(refused), response);
    }

    @ExceptionHandler
    void refused(MemoryException refused, HttpServletResponse response) throws IOException {
        refused(ModuleRefusal.of(refused), response);
    }

    @ExceptionHandler
    void failed(ActivityException failed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Refusal> refusal = ModuleRefusal.of(failed);
        if (refusal.isPresent()) {
            refused(refusal.get(), response);
        } else {
            boolean unreadable = failed instanceof ActivityException.Unreadable;
            internal(failed, unreadable ? Problem::unreadable : Problem::internal, request, response);
        }
    }

    @ExceptionHandler
    void notReadable(HttpMessageNotReadableException unreadable, HttpServletResponse response) throws IOException {
        problems.write(
                response,
                unreadable.getCause() instanceof JacksonException fault
                        ? JsonFault.problem(fault)
                        : Problem.of(400, "invalid_json", "A JSON object was expected as the body; found: nothing."));
    }

    @ExceptionHandler
    void invalid(MethodArgumentNotValidException invalid, HttpServletResponse response) throws IOException {
        writeFaults(invalid.getFieldErrors().stream().map(ProblemAdvice::fault).toList(), response);
    }

    @ExceptionHandler
    void invalid(HandlerMethodValidationException invalid, HttpServletResponse response) throws IOException {
        List<Problem.Fault> faults = new ArrayList<>();
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                body.getFieldErrors().forEach(error -> faults.add(fault(error)));
            } else {
                String name = result.getMethodParameter().getParameterName();
                result.getResolvableErrors()
                        .forEach(error -> faults.add(
                                new Problem.Fault(String.valueOf(name), sentence(error, result.getArgument()))));
            }
        }
        writeFaults(faults, response);
    }

    @ExceptionHandler
    void missing(MissingServletRequestParameterException missing, HttpServletResponse response) throws IOException {
        writeFaults(
                List.of(new Problem.Fault(missing.getParameterName(), "a value was expected; found: nothing.")),
                response);
    }

    @ExceptionHandler
    void mismatch(MethodArgumentTypeMismatchException mismatch, HttpServletResponse response) throws IOException {
        String found = Excerpt.of(String.valueOf(mismatch.getValue()));
        writeFaults(
                List.of(new Problem.Fault(mismatch.getName(), "a whole number was expected; found: " + found + ".")),
                response);
    }

    @ExceptionHandler
    void interrupted(InterruptedException interrupted, HttpServletResponse response) throws IOException {
        Thread.currentThread().interrupt();
        refused(new TaskException.Stopping(), response);
    }

    @ExceptionHandler
    void other(Exception other, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            log.atDebug().addKeyValue("error", other).log("response broke off");
        } else if (other instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            problems.write(response, StatusProblem.of(known.getStatusCode().value(), request));
        } else {
            internal(other, Problem::internal, request, response);
        }
    }

    private void internal(
            Exception fault,
            Function<String, Problem> problem,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String id = errorIds.next();
        log.atError()
                .addKeyValue("errorId", id)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .setCause(fault)
                .log("request failed");
        problems.write(response, problem.apply(id));
    }

    private void writeFaults(List<Problem.Fault> faults, HttpServletResponse response) throws IOException {
        String detail = faults.stream()
                .map(fault -> fault.member() + ": " + fault.detail())
                .collect(Collectors.joining(" "));
        problems.write(response, Problem.of(422, "invalid_value", detail, faults));
    }

    private static Problem.Fault fault(FieldError error) {
        return new Problem.Fault(
                error.getField(),
                error.isBindingFailure()
                        ? "a whole number was expected; found: " + Excerpt.of(String.valueOf(error.getRejectedValue()))
                                + "."
                        : sentence(error, error.getRejectedValue()));
    }

    /** A number that is out of its range is told behind it. */
    private static String sentence(MessageSourceResolvable error, @Nullable Object found) {
        String sentence = String.valueOf(error.getDefaultMessage());
        return found instanceof Number && sentence.endsWith(EXPECTED)
                ? sentence.substring(0, sentence.length() - 1) + "; found: " + found + "."
                : sentence;
    }
}
