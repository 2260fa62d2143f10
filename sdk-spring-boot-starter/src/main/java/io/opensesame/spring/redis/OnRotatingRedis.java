package io.opensesame.spring.redis;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if a secret is named for Redis; empty is none, so that a profile can undo what another sets. */
final class OnRotatingRedis extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Rotating Redis login");
        return StringUtils.hasText(context.getEnvironment().getProperty(RotatingRedisProperties.SECRET))
                ? ConditionOutcome.match(message.because(RotatingRedisProperties.SECRET + " names a secret"))
                : ConditionOutcome.noMatch(message.because(RotatingRedisProperties.SECRET + " is not set"));
    }
}
