package dev.walden.tools.sql;

import dev.walden.secrets.Secrets;
import jakarta.validation.Valid;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The tool {@code sql_query}; it is offered when there is a source.
 *
 * @param sources databases that tasks may read, by the name that a model calls them
 */
@Validated
@ConfigurationProperties("walden.tools.sql")
record SqlProperties(@DefaultValue Map<String, @Valid Source> sources) {

    SqlProperties {
        sources = Map.copyOf(sources);
        sources.forEach((name, source) -> source.demandOne(name));
    }

    /**
     * One database.
     *
     * @param file an SQLite file, opened for reading only
     * @param url or the {@code jdbc:} address of a server
     * @param driver the jar file of its JDBC driver, when that is not on the class path
     * @param username an account that may only read what tasks are to see
     * @param password its password; may name a secret
     * @param description for the model: what is in it
     * @param accountOnlyReads that the account can change nothing; needed where connections cannot be read-only
     */
    record Source(
            @Nullable Path file,
            @Nullable String url,
            @Nullable Path driver,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("") String description,
            @DefaultValue("false") boolean accountOnlyReads) {

        private void demandOne(String name) {
            String property = "walden.tools.sql.sources." + name;
            if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
                throw new IllegalArgumentException(
                        property + ": a name is 1 to 64 of a-z, A-Z, 0-9, _ and -; found: " + name);
            }
            if ((file == null) == (url == null)) {
                throw new IllegalArgumentException(property + " must have either a file (SQLite) or a url (jdbc:…)");
            }
            demandNoSecret(property + ".url", url);
            demandNoSecret(property + ".username", username);
            if (url != null && !url.startsWith("jdbc:")) {
                throw new IllegalArgumentException(property + ".url must begin with jdbc:");
            }
            if (url != null && url.startsWith("jdbc:sqlite:")) {
                throw new IllegalArgumentException(property + ".url must not name an SQLite file; set " + property
                        + ".file, which is opened for reading only");
            }
        }

        private static void demandNoSecret(String property, @Nullable String value) {
            if (value != null && Secrets.isAskedForIn(value)) {
                throw new IllegalArgumentException(
                        property + " takes no secret; of a source, only the password is filled in");
            }
        }

        /** Without the password, which an address may hold too. */
        @Override
        public String toString() {
            return "Source[file=" + file + ", username=" + username + "]";
        }
    }
}
