package io.opensesame.kms.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.AccessDeniedDetail;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.StartedAttempt;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermissionRecorderTest {
    private static final String ORDERS = "acs:kms:cn-hangzhou:*:secret/orders/db";
    private static final NeededPermission READ = NeededPermission.of("kms:GetSecretValue", ORDERS);
    private static final NeededPermission DECRYPT = NeededPermission.of("kms:Decrypt", "acs:kms:cn-hangzhou:*:key/*");
    private static final NeededPermission DECRYPT_ONE =
            NeededPermission.of("kms:Decrypt", "acs:kms:cn-hangzhou:*:key/key-1");

    private final PermissionRecorder recorder = new PermissionRecorder();

    private static StartedAttempt started(String operation, NeededPermission... needed) {
        return StartedAttempt.builder(operation, "host")
                .neededPermissions(List.of(needed))
                .build();
    }

    private void succeeded(StartedAttempt started, NeededPermission... taught) {
        recorder.attempted(CallAttempt.builder(started, Outcome.SUCCEEDED)
                .neededPermissions(List.of(taught))
                .build());
    }

    private void failed(StartedAttempt started, Outcome outcome) {
        recorder.attempted(CallAttempt.builder(started, outcome).build());
    }

    @Test
    void attempted_again_isRecordedOnce() {
        succeeded(started("GetSecretValue", READ), READ);
        succeeded(started("GetSecretValue", READ), READ);
        succeeded(started("BatchGetSecretValue", READ), READ);

        assertThat(recorder.permissions()).containsExactly(READ);
        assertThat(recorder.operations()).containsExactly("BatchGetSecretValue", "GetSecretValue");
        assertThat(recorder.permissionsOf("GetSecretValue")).containsExactly(READ);
        assertThat(recorder.permissionsOf("Encrypt")).isEmpty();
        assertThat(recorder).hasToString("PermissionRecorder[2 permissions]");
    }

    @Test
    void attempted_refusedCall_isNeededToo() {
        failed(started("GetSecretValue", READ), Outcome.REFUSED);

        assertThat(recorder.permissions()).containsExactly(READ);
    }

    @Test
    void attempted_failureThenAnswer_countsWhatTheAnswerTaught() {
        failed(started("Decrypt", DECRYPT), Outcome.NO_ANSWER);
        succeeded(started("Decrypt", DECRYPT), DECRYPT_ONE);

        assertThat(recorder.permissions()).containsExactly(DECRYPT_ONE);
    }

    @Test
    void attempted_denialThatNamesTheKey_isNeededToo() {
        ServiceRefusal refusal =
                new ServiceRefusal("GetSecretValue", "orders/db", "host", 403, "Forbidden.NoPermission", "", "");
        AccessDeniedException denied = new AccessDeniedException(
                refusal, List.of("kms:Decrypt"), DECRYPT_ONE.resource(), "{}", AccessDeniedDetail.NONE);
        recorder.attempted(CallAttempt.builder(started("GetSecretValue", READ), Outcome.REFUSED)
                .failure(denied)
                .build());

        assertThat(recorder.permissions()).containsExactly(DECRYPT_ONE, READ);
    }

    @Test
    void attempted_denialThatTellsLessThanTheCall_addsNothing() {
        NeededPermission other = NeededPermission.of("kms:GetSecretValue", ORDERS.replace("orders", "users"));
        ServiceRefusal refusal =
                new ServiceRefusal("BatchGetSecretValue", "", "host", 403, "Forbidden.NoPermission", "", "");
        AccessDeniedException denied = new AccessDeniedException(
                refusal,
                List.of("kms:GetSecretValue"),
                "acs:kms:cn-hangzhou:*:secret/*",
                "{}",
                AccessDeniedDetail.NONE);
        recorder.attempted(CallAttempt.builder(started("BatchGetSecretValue", READ, other), Outcome.REFUSED)
                .failure(denied)
                .build());

        assertThat(recorder.permissions()).containsExactly(READ, other);
    }

    @Test
    void account_inAnAnswer_isLearnedForAll() {
        succeeded(started("GetSecretValue", READ), READ);
        succeeded(
                started("DescribeSecret", NeededPermission.of("kms:DescribeSecret", ORDERS)),
                NeededPermission.of("kms:DescribeSecret", ORDERS.replace("*", "12")));

        assertThat(recorder.account()).contains("12");
        assertThat(recorder.leastPrivilege().permissions())
                .extracting(NeededPermission::resource)
                .containsOnly("acs:kms:cn-hangzhou:12:secret/orders/db");
        assertThat(recorder.leastPrivilege().ramPolicies()).hasSize(1);
    }

    @Test
    void account_ofAForeignSecret_isNotTakenForTheCallers() {
        NeededPermission foreign = NeededPermission.of("kms:DescribeSecret", ORDERS.replace("*", "34"));
        succeeded(started("DescribeSecret", foreign), foreign);

        assertThat(recorder.account()).isEmpty();
    }

    @Test
    void account_set_isTaken() {
        recorder.account("12");
        succeeded(started("GetSecretValue", READ), READ);

        assertThat(recorder.leastPrivilege().permissions())
                .containsExactly(NeededPermission.of("kms:GetSecretValue", ORDERS.replace("*", "12")));
        assertThatThrownBy(() -> recorder.account("11****"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("masked");
    }

    @Test
    void attempted_moreThanItHolds_isBoundedAndSaysSo() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < PermissionRecorder.MAX_PERMISSIONS + 50; i++) {
                    NeededPermission one = NeededPermission.of("kms:GetSecretValue", ORDERS + i);
                    succeeded(started("GetSecretValue", one), one);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(recorder.permissions()).hasSizeLessThanOrEqualTo(PermissionRecorder.MAX_PERMISSIONS);
        assertThat(recorder.isIncomplete()).isTrue();
        assertThat(recorder.toString()).contains("incomplete");

        recorder.clear();

        assertThat(recorder.permissions()).isEmpty();
        assertThat(recorder.isIncomplete()).isFalse();
    }
}
