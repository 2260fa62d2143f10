package io.opensesame.spring.jdbc;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if a secret is named for a pool, be it Spring Boot's own or one of the application's. */
final class OnRotatingDataSource extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        boolean named = StringUtils.hasText(binder.bind(RotatingDataSourceProperties.SECRET, String.class)
                        .orElse(""))
                || binder.bind(RotatingDataSourceProperties.POOLS, Bindable.mapOf(String.class, String.class))
                        .isBound();
        ConditionMessage.Builder message = ConditionMessage.forCondition("Rotating data source");
        return named
                ? ConditionOutcome.match(message.because("a property names a secret"))
                : ConditionOutcome.noMatch(message.because("neither " + RotatingDataSourceProperties.SECRET + " nor "
                        + RotatingDataSourceProperties.POOLS + " is set"));
    }
}
