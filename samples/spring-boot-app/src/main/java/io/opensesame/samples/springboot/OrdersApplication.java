package io.opensesame.samples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Takes orders, with a database login, an API key, a signing key and settings that are all secrets of KMS. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OrdersApplication {
    /**
     * Runs the application, as it would run on Alibaba Cloud.
     *
     * @param args properties, such as {@code --opensesame.region=cn-hangzhou}
     */
    public static void main(String[] args) {
        SpringApplication.run(OrdersApplication.class, args);
    }
}
