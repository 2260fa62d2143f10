package io.opensesame.internal.ram.authorization;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.internal.http.CallRuntime.Pause;
import io.opensesame.policy.RamPolicy;
import io.opensesame.ram.authorization.AuthorizationConflictException;
import io.opensesame.ram.authorization.AuthorizationDeniedException;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.AuthorizationPlan;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.AuthorizationResult;
import io.opensesame.ram.authorization.AuthorizationStep;
import io.opensesame.ram.authorization.RamAuthorization;
import io.opensesame.ram.client.RamClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the service role through a client of RAM, and mends it. Thread-safe. */
public final class ServiceRoleAuthorization implements RamAuthorization {
    /*
     * Nothing is remembered from one look to the next, so that whatever stopped an apply, or runs at the same time, the
     * next look starts from what is there. A round of an apply looks, plans and calls; a call that comes too late (what
     * it makes exists) or too early (what it needs cannot be found yet) ends the round, and the next one looks again. An
     * apply succeeds by a look that finds nothing to do, and in no other way.
     */

    private static final Logger log = LoggerFactory.getLogger(ServiceRoleAuthorization.class);
    private static final int MAX_ROUNDS = 5;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long MAX_PAUSE_MILLIS = 2_000;

    private final RamClient ram;
    private final AuthorizationOptions options;
    private final Surveyor surveyor;
    private final Pause pause;

    /**
     * Creates an authorization.
     *
     * @param ram calls RAM and STS
     * @param options for whom, and how
     * @param pause how a thread waits until RAM finds what was made
     */
    public ServiceRoleAuthorization(RamClient ram, AuthorizationOptions options, Pause pause) {
        this.ram = ram;
        this.options = options;
        this.surveyor = new Surveyor(ram, options);
        this.pause = pause;
    }

    @Override
    public AuthorizationReport check() {
        Scope scope = scope();
        return permitted("check", requiredPermissions(scope).toCheck(), () -> Diagnosis.report(surveyor.survey(scope)));
    }

    @Override
    public AuthorizationPlan plan() {
        Scope scope = scope();
        return permitted(
                "plan",
                requiredPermissions(scope).toCheck(),
                () -> new AuthorizationPlan(steps(Mending.of(surveyor.survey(scope)))));
    }

    @Override
    public AuthorizationResult apply() {
        Scope scope = scope();
        return permitted("mend", requiredPermissions(scope).toApply(options.replaceDifferent()), () -> apply(scope));
    }

    @Override
    public RamPolicy requiredPermissionsToCheck() {
        return requiredPermissions(scope()).toCheck();
    }

    @Override
    public RamPolicy requiredPermissionsToApply() {
        return requiredPermissions(scope()).toApply(options.replaceDifferent());
    }

    private Scope scope() {
        return new Scope(
                options.accountId().orElseGet(() -> ram.getCallerIdentity().accountId()), options.users());
    }

    private static RequiredPermissions requiredPermissions(Scope scope) {
        return new RequiredPermissions(scope.accountId());
    }

    private static <T> T permitted(String what, RamPolicy required, Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (AccessDeniedException e) {
            throw new AuthorizationDeniedException(what, required, e);
        }
    }

    private static List<AuthorizationStep> steps(List<PlannedCall> calls) {
        return calls.stream().map(PlannedCall::step).toList();
    }

    private AuthorizationResult apply(Scope scope) {
        List<AuthorizationStep> performed = new ArrayList<>();
        KmsServiceException refusal = null;
        Survey survey = surveyor.survey(scope);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            refusal = perform(replaceable(survey), performed);
            survey = surveyor.survey(scope);
            if (Mending.of(survey).isEmpty()) {
                return new AuthorizationResult(performed, Diagnosis.report(survey));
            }
            if (!waited(round)) {
                break;
            }
            survey = surveyor.survey(scope);
        }
        if (Mending.of(survey).isEmpty()) { // RAM found it in the last pause
            return new AuthorizationResult(performed, Diagnosis.report(survey));
        }
        throw new AuthorizationConflictException(
                (Thread.currentThread().isInterrupted() ? "Waiting for RAM was interrupted. " : "") + "The account "
                        + scope.accountId() + " is not found as it was left, after " + performed.size()
                        + " changes: somebody else may be changing it too, or RAM may be slow to find them; call again"
                        + " later.",
                Diagnosis.differences(survey),
                refusal);
    }

    /** What is to be done about a survey, unless it takes the place of what somebody made. */
    private List<PlannedCall> replaceable(Survey survey) {
        List<PlannedCall> calls = Mending.of(survey);
        boolean replaces = calls.stream().anyMatch(call -> call.step().replacesDifferent());
        if (replaces && !options.replaceDifferent()) {
            throw new AuthorizationConflictException(
                    "What authorizes KMS in account " + survey.scope().accountId()
                            + " was changed by somebody, and what differs has not been touched: mend it by hand, or let apply() do it"
                            + " by replaceDifferent(true) once plan() shows nothing that is still needed.",
                    Diagnosis.differences(survey),
                    null);
        }
        return calls;
    }

    /** Makes the calls up to the first that comes too late or too early; returns the refusal of that one. */
    private @Nullable KmsServiceException perform(List<PlannedCall> calls, List<AuthorizationStep> performed) {
        for (PlannedCall planned : calls) {
            try {
                planned.call().accept(ram);
            } catch (ResourceExistsException | ResourceNotFoundException e) {
                return e;
            }
            AuthorizationStep step = planned.step();
            performed.add(step);
            log.info("Authorized KMS: {} of {}, since {}", step.operation().wireName(), step.target(), step.reason());
        }
        return null;
    }

    private boolean waited(int round) {
        try {
            pause.millis(Math.min(FIRST_PAUSE_MILLIS << round, MAX_PAUSE_MILLIS));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
