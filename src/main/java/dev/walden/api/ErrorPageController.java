package dev.walden.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container sends what failed outside the controllers: in filters, or by a bare status. */
@Hidden
@RestController
final class ErrorPageController implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPageController.class);

    private final ProblemWriter problems;
    private final ErrorIds errorIds;

    ErrorPageController(ProblemWriter problems, ErrorIds errorIds) {
        this.problems = problems;
        this.errorIds = errorIds;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
            problems.write(response, StatusProblem.of(404, request)); // asked for by its address
            return;
        }
        if (status < 500) {
            problems.write(response, StatusProblem.of(status, request));
            return;
        }
        String id = errorIds.next();
        log.atError()
                .addKeyValue("errorId", id)
                .setCause((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
                .log("request failed outside the controllers");
        problems.write(response, Problem.internal(id));
    }
}
