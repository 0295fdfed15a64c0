package dev.walden.reasoning.rules;

/** Which steps must keep their order: those that touch the same thing, when one of them changes it. */
final class Conflicts {

    private Conflicts() {}

    static boolean between(Intent earlier, Intent later) {
        boolean shared = !place(earlier).isEmpty() && place(earlier).equals(place(later));
        return shared && (changes(earlier) || changes(later));
    }

    /** Files count as one place: a list or a path written in another way may name the same file. */
    private static String place(Intent intent) {
        return switch (intent) {
            case Intent.Remember _, Intent.Recall _, Intent.Forget _ -> "memory";
            case Intent.ReadFile _, Intent.WriteFile _, Intent.ListFiles _ -> "files";
            case Intent.Request _ -> "web";
            case Intent.Calculate _, Intent.TellTime _, Intent.Ask _, Intent.Say _, Intent.Unclear _ -> "";
        };
    }

    private static boolean changes(Intent intent) {
        return switch (intent) {
            case Intent.Remember _, Intent.Forget _, Intent.WriteFile _ -> true;
            case Intent.Request request -> !request.method().equals("GET");
            case Intent.Recall _, Intent.ReadFile _, Intent.ListFiles _, Intent.Calculate _ -> false;
            case Intent.TellTime _, Intent.Ask _, Intent.Say _, Intent.Unclear _ -> false;
        };
    }
}
