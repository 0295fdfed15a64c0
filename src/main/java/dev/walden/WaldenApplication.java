package dev.walden;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one process of Walden: starts the service. */
@SpringBootApplication
public class WaldenApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WaldenApplication.class, arguments);
    }
}
