package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application that has nothing but the starter: no actuator, no Micrometer, no other log than the JDK's. */
@EnableAutoConfiguration
class PlainApplication implements Runnable {
    @Override
    public void run() {
        try (var context = SpringApplication.run(
                PlainApplication.class, "--opensesame.region=cn-hangzhou", "--spring.main.web-application-type=none")) {
            context.getBean(OpenSesame.class);
        }
    }
}
