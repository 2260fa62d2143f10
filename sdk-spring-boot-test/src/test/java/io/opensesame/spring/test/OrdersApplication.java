package io.opensesame.spring.test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application whose database login is imported by its application.yaml. */
@SpringBootApplication
@EnableConfigurationProperties(OrdersApplication.Login.class)
public class OrdersApplication {
    /** Creates the application. */
    public OrdersApplication() {}

    /**
     * Starts it.
     *
     * @param arguments handed to Spring Boot
     */
    public static void main(String[] arguments) {
        SpringApplication.run(OrdersApplication.class, arguments);
    }

    /** The login, bound anew at each rotation. */
    @ConfigurationProperties("orders.db")
    public static class Login {
        private String username = "nobody";
        private String password = "none";

        public String getUsername() {
            return username;
        }

        public void setUsername(String username) {
            this.username = username;
        }

        public String getPassword() {
            return password;
        }

        public void setPassword(String password) {
            this.password = password;
        }
    }

    @RestController
    static class LoginController {
        private final Login login;

        LoginController(Login login) {
            this.login = login;
        }

        @GetMapping("/user")
        String user() {
            return login.getUsername();
        }
    }
}
