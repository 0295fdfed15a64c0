package dev.walden.reasoning.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetching from and posting to web addresses. */
final class WebRequests implements Recogniser {

    private static final String URL = "(https?://[^\\s<>\"“”]*[^\\s<>\"“”.,;:!?)'])";

    private static final Pattern FETCH = pattern(
            "(?:fetch|get|download|open|visit|load|retrieve|read|show|request|look at|what is at|send a get(?: request)? to)\\s+(?:me\\s+)?"
                    + "(?:the\\s+)?(?:(?:web\\s?)?(?:page|contents?|url|site|document|file|data|address|text)\\s+)?(?:of\\s+|at\\s+|from\\s+)?"
                    + URL + "((?:\\s*(?:,|and|,\\s*and)\\s+https?://\\S+){0,20})");
    private static final Pattern SEND = pattern("(post|put|send|submit)\\s+(.+)\\s+to\\s+" + URL);
    private static final Pattern SEND_TO = pattern(
            "(?:(?:send|make)\\s+a\\s+)?(post|put|send)(?:\\s+request)?\\s+to\\s+" + URL
                    + "(?:\\s*[:,]?\\s*(?:with|containing)?\\s*(?:the\\s+)?(?:body|content|text|data|json)?\\s*:?\\s*(.+))?");
    private static final Pattern DELETE = pattern("(?:send a\\s+)?delete(?:\\s+request to)?\\s+" + URL);
    private static final Pattern MORE = Pattern.compile(URL);

    @Override
    public List<Intent> recognise(Clause clause) {
        String text = clause.text();
        if (!text.contains("://")) {
            return List.of();
        }
        Matcher fetch = FETCH.matcher(text);
        if (fetch.matches()) {
            return MORE.matcher(fetch.group())
                    .results()
                    .map(url -> request("GET", url.group(), Optional.empty()))
                    .toList();
        }
        Matcher sendTo = SEND_TO.matcher(text);
        if (sendTo.matches()) {
            return List.of(request(sendTo.group(1), sendTo.group(2), Optional.ofNullable(sendTo.group(3))));
        }
        Matcher send = SEND.matcher(text);
        if (send.matches()) {
            return List.of(request(send.group(1), send.group(3), Optional.of(send.group(2))));
        }
        Matcher delete = DELETE.matcher(text);
        return delete.matches() ? List.of(request("DELETE", delete.group(1), Optional.empty())) : List.of();
    }

    private static Intent request(String verb, String url, Optional<String> body) {
        String method = verb.toUpperCase(Locale.ROOT);
        boolean named = method.equals("GET") || method.equals("PUT") || method.equals("DELETE");
        return new Intent.Request(named ? method : "POST", url, body.map(References::wording));
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
