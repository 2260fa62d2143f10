package io.opensesame.localkms.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a {@code LocalKms} beside the tests of a class, and hands it to each constructor, lifecycle method and test
 * method that has a parameter of the type {@code LocalKms}. A parameter of the type {@code OpenSesame} gets a client
 * that is connected to it, and whose values age by its clock.
 *
 * <pre>{@code
 * @WithLocalKms(secrets = "orders/db=s3cret")
 * class OrdersTest {
 *     @Test
 *     void readsTheSecret(LocalKms kms, OpenSesame sesame) { ... }
 * }
 * }</pre>
 *
 * <p>One instance serves all tests of the class, and those of its nested classes; it is closed after the last of them.
 * Each test gets a client of its own, shared with its {@code @BeforeEach} and {@code @AfterEach} methods and closed
 * after it. A client that {@code @BeforeAll} asks for, or the constructor of a class with one instance for all its
 * tests, lives as long as the class. Faults end with the test, also those that were added before it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(LocalKmsExtension.class)
public @interface WithLocalKms {

    /** {@return Generic secrets to create at the start, each as {@code name=value}; the first {@code =} divides} */
    String[] secrets() default {};

    /** {@return whether HTTPS is served too} */
    boolean https() default false;

    /** {@return the region that ARNs name} */
    String region() default "cn-hangzhou";
}
