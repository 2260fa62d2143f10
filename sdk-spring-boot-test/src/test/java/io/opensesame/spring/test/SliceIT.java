package io.opensesame.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest
@LocalKmsTest(files = "classpath:kms.yaml")
class SliceIT {
    @Autowired
    MockMvcTester web;

    @Autowired
    SecretRotations rotations;

    @Test
    void slice_importsAndFollows_asTheWholeApplication() {
        assertThat(web.get().uri("/user")).hasStatusOk().hasBodyTextEqualTo("app");

        rotations.rotate("orders/db", "{\"username\":\"clone\",\"password\":\"n3w\"}");

        assertThat(web.get().uri("/user")).hasStatusOk().hasBodyTextEqualTo("clone");
    }
}
