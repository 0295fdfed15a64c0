package dev.walden.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on 127.0.0.1 that sees requests as text and answers with bytes, in order or not at all. */
final class RawServer implements AutoCloseable {

    /** What it does with a request. */
    interface Answer {
        void give(String request, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Answer answer;

    RawServer(Answer answer) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    static RawServer answering(String response) throws IOException {
        return new RawServer((_, out) -> out.write(response.getBytes(StandardCharsets.UTF_8)));
    }

    static String response(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n" + headers + "\r\n" + body;
    }

    /** The request heads and bodies that came, one for each connection. */
    List<String> requests() {
        return requests;
    }

    int port() {
        return listener.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = read(socket.getInputStream());
            requests.add(request);
            OutputStream out = socket.getOutputStream();
            answer.give(request, out);
            out.flush();
        } catch (IOException _) {
            // The client went away.
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        int at = text.indexOf("Content-Length: ");
        if (at >= 0) {
            int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
            text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
