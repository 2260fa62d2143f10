package io.opensesame.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Runs a {@code LocalKms} for the application context of a test, beside {@code @SpringBootTest} or the annotation of a
 * slice such as {@code @WebMvcTest}. It serves before the first file of properties is read, so that
 * {@code spring.config.import=opensesame:...} works as it does in production.
 *
 * <pre>{@code
 * @SpringBootTest
 * @LocalKmsTest(secrets = "orders/db={\"username\":\"app\",\"password\":\"s3cret\"}")
 * class OrdersTest {
 *     @Autowired
 *     LocalKms kms;
 *
 *     @Autowired
 *     SecretRotations rotations;
 *
 *     @Test
 *     void takesUpTheNewPassword() {
 *         rotations.rotate("orders/db", "{\"username\":\"app\",\"password\":\"n3w\"}");
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>The context has two more beans, the {@code LocalKms} and {@link SecretRotations}, and the properties
 * {@code opensesame.*} that make clients call it, which go before those of the application; properties of the test
 * itself go before both. A slice gets the client's beans and those that follow rotations, too.
 *
 * <p>There is one instance for each context: test classes with equal annotations, and equal configuration otherwise,
 * share both. It is closed with the context, after all of its beans. Faults end with the test; everything else stays, a
 * rotated value as well, until the context is closed, for example by {@code @DirtiesContext}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ImportAutoConfiguration
public @interface LocalKmsTest {

    /** {@return Generic secrets to create, each as {@code name=value}; the first {@code =} divides} */
    String[] secrets() default {};

    /** {@return aliases of symmetric keys to create, each as {@code alias/name}} */
    String[] keys() default {};

    /**
     * Returns YAML files to create secrets and keys from, such as {@code classpath:kms.yaml}. Under {@code secrets},
     * each name has its value: a text, or a map that becomes a JSON object of texts; under {@code keys} is the list of
     * aliases.
     *
     * @return the locations
     */
    String[] files() default {};

    /** {@return the region that ARNs name} */
    String region() default "cn-hangzhou";
}
