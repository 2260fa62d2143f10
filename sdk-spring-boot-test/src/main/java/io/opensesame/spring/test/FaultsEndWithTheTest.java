package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Ends the faults that a test left behind, so that a shared context is not spoilt by them. */
final class FaultsEndWithTheTest implements TestExecutionListener {
    /** Creates the listener. */
    FaultsEndWithTheTest() {}

    @Override
    public void afterTestMethod(TestContext test) {
        if (Seeds.of(test.getTestClass()).isEmpty() || !test.hasApplicationContext()) {
            return;
        }
        ApplicationContext context = test.getApplicationContext();
        if (context.containsBean(LocalKmsContextCustomizer.BEAN_NAME)) {
            context.getBean(LocalKmsContextCustomizer.BEAN_NAME, LocalKms.class)
                    .faults()
                    .clear();
        }
    }
}
