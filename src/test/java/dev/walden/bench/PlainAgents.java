package dev.walden.bench;

import dev.walden.system.SlowModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The floor beneath what a service adds to a step: a loop that asks a model, and asks again with what it was told to add up, with the HTTP
 * client that the service has and questions as long as the service's. It keeps nothing, checks nothing and reads no more than one number.
 */
final class PlainAgents {

    private static final Pattern SUM = Pattern.compile("(\\d+)\\+1");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final URI model;
    private final String padding;

    /** Asks this model in questions of so many bytes, the results not counted. */
    PlainAgents(SlowModel model, int bytes) {
        this.model = URI.create(model.baseUrl() + "/chat/completions");
        this.padding = "x".repeat(bytes);
    }

    /** Has so many loops run to their ends, all at once; each begins a little after the one before, so that all have begun after this time. */
    void run(int loops, long nanosToBegin) throws InterruptedException {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        long begun = System.nanoTime();
        for (int loop = 0; loop < loops; loop++) {
            LockSupport.parkNanos(begun + nanosToBegin * loop / loops - System.nanoTime());
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    loop();
                } catch (IOException | InterruptedException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " loops failed", failures.peek());
        }
    }

    private void loop() throws IOException, InterruptedException {
        var messages = new StringBuilder("{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"")
                .append(padding)
                .append("\"}");
        while (true) {
            String answer = client.send(
                            HttpRequest.newBuilder(model)
                                    .POST(BodyPublishers.ofString(messages + "]}"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Matcher sum = SUM.matcher(answer);
            if (!sum.find()) {
                return;
            }
            messages.append(",{\"role\":\"tool\",\"content\":\"")
                    .append(sum.group())
                    .append("\"}");
        }
    }
}
