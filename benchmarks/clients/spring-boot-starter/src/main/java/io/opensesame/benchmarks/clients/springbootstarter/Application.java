package io.opensesame.benchmarks.clients.springbootstarter;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An empty Spring Boot application with the OpenSesame starter. It says when its context is there, and ends with its
 * input.
 */
@SpringBootApplication
public class Application {
    /**
     * Runs it.
     *
     * @param args its properties
     * @throws IOException if its input cannot be read
     */
    public static void main(String[] args) throws IOException {
        SpringApplication.run(Application.class, args).getStartupDate();
        System.out.println("started");
        while (System.in.read() >= 0) {
            // waits for the end
        }
        System.exit(0);
    }
}
