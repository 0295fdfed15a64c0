package dev.walden.reasoning.rules;

import java.util.List;

/** Knows one family of requests. Stateless. */
interface Recogniser {

    /** What the clause asks for; empty when it is not of this family. Usually one; more for enumerations. */
    List<Intent> recognise(Clause clause);
}
