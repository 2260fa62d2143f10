package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.AccessDeniedDetail;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final RpcService KMS = RpcService.kms(KmsEndpoint.publicRegion("cn-hangzhou"));
    private static final RpcService RAM = RpcService.ram(KmsEndpoint.of(URI.create("https://ram.aliyuncs.com")));
    private static final RpcCall DESCRIBE_KEY = new RpcCall("DescribeKey", Map.of("KeyId", "key-1"), "key-1", false);

    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404, Forbidden.ResourceNotFound, SecretNotFoundException, ResourceNotFoundException",
        "404, Forbidden.KeyNotFound, KeyUnavailableException, ResourceNotFoundException",
        "404, Forbidden.AliasNotFound, KeyUnavailableException, ResourceNotFoundException",
        "409, Rejected.Disabled, KeyUnavailableException, KeyUnavailableException",
        "409, Rejected.PendingDeletion, KeyUnavailableException, KeyUnavailableException",
        "409, Rejected.PendingImport, KeyUnavailableException, KeyUnavailableException",
        "409, Rejected.Unavailable, KeyUnavailableException, KeyUnavailableException",
        "409, Rejected.ResourceInDeleteWindow, PendingDeletionException, PendingDeletionException",
        "409, Rejected.ResourceExist, ResourceExistsException, ResourceExistsException",
        "409, EntityAlreadyExists.Role, ResourceExistsException, ResourceExistsException",
        "409, EntityAlreadyExists.Role.Policy, ResourceExistsException, ResourceExistsException",
        "404, EntityNotExist.User.AccessKey, ResourceNotFoundException, ResourceNotFoundException",
        "409, LimitExceeded.User.AccessKey, KmsServiceException, KmsServiceException",
        "409, DeleteConflict.Role.Policy, KmsServiceException, KmsServiceException",
        "400, InvalidParameter.PolicyName.InvalidChars, InvalidRequestException, InvalidRequestException",
        "400, MalformedPolicyDocument, InvalidRequestException, InvalidRequestException",
        "404, EntityNotExist.Role, ResourceNotFoundException, ResourceNotFoundException",
        "404, Certificate.NotFound, ResourceNotFoundException, ResourceNotFoundException",
        "400, Rejected.UnsupportedOperation, InvalidRequestException, InvalidRequestException",
        "403, Forbidden.NoPermission, AccessDeniedException, AccessDeniedException",
        "403, NoPermission, AccessDeniedException, AccessDeniedException",
        "400, InvalidParameter, InvalidRequestException, InvalidRequestException",
        "400, MissingParameter, InvalidRequestException, InvalidRequestException",
        "400, UnsupportedOperation, InvalidRequestException, InvalidRequestException",
        "404, InvalidApi.NotFound, InvalidRequestException, InvalidRequestException",
        "404, InvalidAccessKeyId.NotFound, RefusedCredentialsException, RefusedCredentialsException",
        "403, Forbidden.AccessKey, RefusedCredentialsException, RefusedCredentialsException",
        "400, SignatureDoesNotMatch, RefusedCredentialsException, RefusedCredentialsException",
        "400, InvalidTimeStamp.Format, RefusedCredentialsException, RefusedCredentialsException",
        "400, InvalidSecurityToken.Expired, RefusedCredentialsException, RefusedCredentialsException",
        "400, Throttling.User, ThrottledException, ThrottledException",
        "500, InternalFailure, ServiceUnavailableException, ServiceUnavailableException",
        "404, Forbidden.KeyVersionNotFound, KeyUnavailableException, ResourceNotFoundException",
        "404, Certificate.NotFound, ResourceNotFoundException, ResourceNotFoundException",
        "403, Forbidden.DKMSInstanceNotFound, ResourceNotFoundException, ResourceNotFoundException",
        "400, AliasAlreadyExists, ResourceExistsException, ResourceExistsException",
        "400, ParseRequestParameterException, InvalidRequestException, InvalidRequestException",
        "400, Rejected.UnsupportedOperation, InvalidRequestException, InvalidRequestException",
        "400, Unsupported.Origin, InvalidRequestException, InvalidRequestException",
        "400, InvalidKeyMaterial, InvalidRequestException, InvalidRequestException",
        "400, InvalidImportToken, InvalidRequestException, InvalidRequestException",
        "400, ExpiredImportToken, InvalidRequestException, InvalidRequestException",
        "400, Duplicate.TagKey, InvalidRequestException, InvalidRequestException",
        "400, Forbidden.KeyPolicyUnSupported, InvalidRequestException, InvalidRequestException",
        "403, UnsupportedHTTPMethod, InvalidRequestException, InvalidRequestException",
        "400, Forbidden.NoPermission, AccessDeniedException, AccessDeniedException",
        "400, IllegalTimestamp, RefusedCredentialsException, RefusedCredentialsException",
        "400, IncompleteSignature, RefusedCredentialsException, RefusedCredentialsException",
        "429, Rejected.Throttling, ThrottledException, ThrottledException",
        "503, SerivceUnvailableTemporary, ServiceUnavailableException, ServiceUnavailableException",
        // what a dry run answers, whatever the status
        "500, DryRunOperationError, KmsServiceException, KmsServiceException",
        "500, ValidationError, InvalidRequestException, InvalidRequestException",
        "500, AccessDeniedError, AccessDeniedException, AccessDeniedException",
        "409, Rejected.StateModifiedFailed, KmsServiceException, KmsServiceException",
        "400, Rejected.LimitExceeded, KmsServiceException, KmsServiceException",
        "403, Forbidden.InDebt, KmsServiceException, KmsServiceException",
        "418, Something.New, KmsServiceException, KmsServiceException"
    })
    void exception_code_isWhatACallerCanActOn(int status, String code, String onSecret, String onKey) {
        assertThat(exception(status, code, TransportRig.GET).getClass().getSimpleName())
                .isEqualTo(onSecret);
        assertThat(exception(status, code, DESCRIBE_KEY).getClass().getSimpleName())
                .isEqualTo(onKey);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|NoPermission|KmsServiceException|It is the service role of KMS that lacks a permission",
                "404|EntityNotExist.Role|ResourceNotFoundException|sesame.ram().authorization().check() tells",
                "404|EntityNotExist.User|ResourceNotFoundException|The RAM user has to exist",
                "409|LimitExceeded.User.AccessKey|KmsServiceException|delete one that is not in the secret",
                "403|Forbidden.NoPermission|AccessDeniedException|An administrator can allow it"
            })
    void exception_rotationRefusedByRam_isAboutTheServiceRoleOrTheUser(
            int status, String code, String type, String advice) {
        RpcCall rotate =
                new RpcCall("RotateSecret", Map.of("SecretName", "acs/ram/user/app"), "acs/ram/user/app", false);

        KmsServiceException refused = exception(status, code, rotate);

        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused).hasMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "SetSecretPolicy, UnsupportedOperation, true",
        "GetKeyPolicy, Forbidden.KeyPolicyUnSupported, true",
        "SetSecretPolicy, InvalidParameter, false",
        "RotateSecret, UnsupportedOperation, false"
    })
    void exception_policyOfAResourceOutsideAnInstance_saysWhereThereAreSuch(
            String action, String code, boolean advised) {
        Map<String, String> parameters = action.startsWith("Set") ? Map.of("Policy", "{}") : Map.of();

        String message = String.valueOf(exception(400, code, new RpcCall(action, parameters, "orders/db", false))
                .getMessage());

        assertThat(message.contains("in a KMS instance")).isEqualTo(advised);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GetSecretValue|orders/db|This operation is forbidden by permission system."
                        + "|kms:GetSecretValue|acs:kms:cn-hangzhou:*:secret/orders/db",
                "GetSecretValue|orders/db|This operation for acs:kms:cn-hangzhou:12:key/k-1 is forbidden by permission system."
                        + "|kms:Decrypt|acs:kms:cn-hangzhou:12:key/k-1",
                "PutSecretValue|orders/db|This operation for key-1 is forbidden by permission system"
                        + "|kms:GenerateDataKey|acs:kms:cn-hangzhou:*:key/key-1",
                "GetSecretValue|acs:kms:cn-hangzhou:12:secret/s|denied|kms:GetSecretValue|acs:kms:cn-hangzhou:12:secret/s",
                "CreateSecret|orders/db|denied|kms:CreateSecret|acs:kms:cn-hangzhou:*:secret",
                "DescribeKey|key-1|denied|kms:DescribeKey|acs:kms:cn-hangzhou:*:key/key-1",
                "Encrypt|alias/app|denied|kms:Encrypt|acs:kms:cn-hangzhou:*:key/*",
                "GetRandomPassword|''|denied|kms:GetRandomPassword|*",
                "Decrypt|''|denied|kms:Decrypt|acs:kms:cn-hangzhou:*:key/*",
                "ExportDataKey|''|denied|kms:ExportDataKey|acs:kms:cn-hangzhou:*:key/*",
                "AsymmetricSign|key-1|denied|kms:AsymmetricSign|acs:kms:cn-hangzhou:*:key/key-1",
                "ReEncrypt|key-2|denied|kms:ReEncryptFrom,kms:ReEncryptTo|acs:kms:cn-hangzhou:*:key/*",
                "ReEncrypt|acs:kms:cn-hangzhou:12:key/k-2|denied|kms:ReEncryptFrom,kms:ReEncryptTo|acs:kms:cn-hangzhou:*:key/*",
                "ReEncrypt|key-2|This operation for acs:kms:cn-hangzhou:12:key/key-1 is forbidden by permission system."
                        + "|kms:ReEncryptFrom|acs:kms:cn-hangzhou:12:key/key-1",
                "ReEncrypt|key-2|This operation for acs:kms:cn-hangzhou:12:key/key-2 is forbidden by permission system."
                        + "|kms:ReEncryptFrom,kms:ReEncryptTo|acs:kms:cn-hangzhou:12:key/key-2",
                "ReEncrypt|alias/app|This operation for acs:kms:cn-hangzhou:12:key/key-1 is forbidden by permission system."
                        + "|kms:ReEncryptFrom,kms:ReEncryptTo|acs:kms:cn-hangzhou:12:key/key-1",
                "UpdateCertificateStatus|cert-1|denied|kms:UpdateCertificateStatus"
                        + "|acs:kms:cn-hangzhou:*:certificate/cert-1",
                "CertificatePrivateKeySign|cert-1|This operation for cert-1 is forbidden by permission system."
                        + "|kms:CertificatePrivateKeySign|acs:kms:cn-hangzhou:*:certificate/cert-1"
            })
    void accessDenied_call_namesTheLeastPermission(
            String action, String resource, String message, String policyAction, String arn) {
        RpcCall call = new RpcCall(action, Map.of(), resource, false);

        AccessDeniedException denied = denied(call, message);

        assertThat(denied.resourceArn()).isEqualTo(arn);
        assertThat(denied.leastStatement())
                .isEqualTo("{\"Effect\":\"Allow\",\"Action\":[\"" + policyAction.replace(",", "\",\"")
                        + "\"],\"Resource\":[\"" + arn + "\"]}");
        assertThat(denied.deniedActions()).containsExactly(policyAction.split(","));
        assertThat(denied.operation()).isEqualTo(action);
    }

    @Test
    void accessDenied_certificateToBeMade_namesTheContainerAndItsCertificates() {
        AccessDeniedException denied = denied(new RpcCall("CreateCertificate", Map.of(), "", false), "denied");

        assertThat(denied.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:*:certificate");
        assertThat(denied.leastStatement())
                .contains(
                        "\"Resource\":[\"acs:kms:cn-hangzhou:*:certificate\",\"acs:kms:cn-hangzhou:*:certificate/*\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409|Rejected.StateModifiedFailed|DescribeKey tells the state, DescribeCertificate that of a certificate.",
                "400|Rejected.LimitExceeded|have the account's quota raised.",
                "400|Rejected.ShareQuotaExceedLimit|have the instance's quota raised.",
                "400|DryRunOperationError|The call would have succeeded; it was a dry run.",
                "403|Forbidden.KmsServiceNotEnabled|Activate KMS for the account",
                "403|Forbidden.InDebt|has payments to make.",
                "403|Inactive|Activate RAM for the account",
                "404|EntityNotExist.User|Check the name, and that the AccessKey that signs is of the account",
                "409|EntityAlreadyExists.Policy|Compare what exists with what was wanted",
                "409|LimitExceeded.User.AccessKey|two AccessKeys at most",
                "409|LimitExceeded.Policy.Version|Delete what is no longer needed",
                "409|DeleteConflict.Role.Policy|First detach or delete what depends on it"
            },
            quoteCharacter = '~')
    void exception_codeWithoutAClass_saysWhatToDo(int status, String code, String advice) {
        assertThat(exception(status, code, DESCRIBE_KEY)).hasMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateKey|''|key",
                "ListKeys|''|key",
                "ListAliases|''|alias",
                "UpdateRotationPolicy|key-1|key/key-1",
                "ListAliasesByKeyId|key-1|key/key-1",
                "SetDeletionProtection|key-1|key/key-1",
                "DescribeKey|alias/app|key/*"
            })
    void accessDenied_keyOperation_namesTheKeyOrWhatHoldsKeys(String action, String keyId, String resource) {
        RpcCall call = new RpcCall(action, Map.of(), keyId, false);

        AccessDeniedException denied = denied(call, "denied");

        String arn = "acs:kms:cn-hangzhou:*:" + resource;
        assertThat(denied.resourceArn()).isEqualTo(arn);
        assertThat(denied.leastStatement())
                .isEqualTo("{\"Effect\":\"Allow\",\"Action\":[\"kms:" + action + "\"],\"Resource\":[\"" + arn + "\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what KMS names, the ARN that the call is about, the ARNs of the statement
                "nothing|key-1|*:alias/app|*:alias/app|*:key/key-1",
                "nothing|acs:kms:cn-hangzhou:12:key/k|*:alias/app|*:alias/app|12:key/k",
                "acs:kms:cn-hangzhou:12:alias/app|key-1|12:alias/app|12:alias/app|*:key/key-1",
                "acs:kms:cn-hangzhou:12:key/key-1|key-1|12:key/key-1|*:alias/app|12:key/key-1",
                "alias/app|key-1|*:alias/app|*:alias/app|*:key/key-1"
            })
    void accessDenied_aliasOperation_needsAliasAndKey(
            String named, String keyId, String about, String alias, String key) {
        RpcCall call = new RpcCall("CreateAlias", Map.of("AliasName", "alias/app", "KeyId", keyId), "alias/app", false);
        String message = named.equals("nothing") ? "denied" : "This operation for " + named + " is forbidden";

        AccessDeniedException denied = denied(call, message);

        assertThat(denied.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:" + about);
        assertThat(denied.leastStatement())
                .isEqualTo("{\"Effect\":\"Allow\",\"Action\":[\"kms:CreateAlias\"],\"Resource\":["
                        + "\"acs:kms:cn-hangzhou:" + alias + "\",\"acs:kms:cn-hangzhou:" + key + "\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateRole|RoleName=app|\"acs:ram:*:*:role/app\"",
                "CreateAccessKey|UserName=bob|\"acs:ram:*:*:user/bob\"",
                "UpdateAccessKey|UserName=bob;UserAccessKeyId=AK|\"acs:ram:*:*:user/bob\"",
                "GetPolicy|PolicyName=P;PolicyType=System|\"acs:ram:*:*:policy/P\"",
                "AttachPolicyToRole|PolicyName=P;RoleName=app|\"acs:ram:*:*:role/app\",\"acs:ram:*:*:policy/P\"",
                "ListUsers|Marker=|\"*\""
            },
            quoteCharacter = '~')
    void accessDenied_operationOfRam_namesRoleUserOrPolicy(String action, String parameters, String arns) {
        Map<String, String> named = Stream.of(parameters.split(";"))
                .map(parameter -> parameter.split("=", -1))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        RpcCall call = new RpcCall(action, named, "app", false);
        ServiceRefusal refusal =
                new ServiceRefusal(action, "app", "ram.aliyuncs.com", 403, "NoPermission", "no", "R-1");

        AccessDeniedException denied = (AccessDeniedException)
                Refusals.exception(ErrorClass.REFUSED, refusal, AccessDeniedDetail.NONE, null, RAM, call);

        assertThat(denied.deniedActions()).containsExactly("ram:" + action);
        assertThat(denied.leastStatement())
                .isEqualTo("{\"Effect\":\"Allow\",\"Action\":[\"ram:" + action + "\"],\"Resource\":[" + arns + "]}");
        assertThat(arns).startsWith("\"" + denied.resourceArn() + "\"");
        assertThat(denied).hasMessageContaining("ram.aliyuncs.com");
    }

    @Test
    void accessDenied_deleteAlias_doesNotKnowItsKey() {
        RpcCall call = new RpcCall("DeleteAlias", Map.of("AliasName", "alias/app"), "alias/app", false);

        assertThat(denied(call, "denied").leastStatement())
                .contains("\"acs:kms:cn-hangzhou:*:alias/app\",\"acs:kms:cn-hangzhou:*:key/*\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "acs:kms:*:*:*", "acs:kms:cn-hangzhou:12:secret/orders/?*"})
    void accessDenied_messageNamesAPattern_isNotWhatTheStatementGrants(String named) {
        RpcCall call = new RpcCall("GetSecretValue", Map.of("SecretName", "orders/*"), "orders/*", false);

        AccessDeniedException denied = denied(call, "This operation for " + named + " is forbidden");

        assertThat(denied.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:*:secret/orders/?");
        assertThat(denied.leastStatement()).contains("[\"acs:kms:cn-hangzhou:*:secret/orders/?\"]");
    }

    @Test
    void accessDenied_randomPasswordOnNoResource_isForNoResource() {
        RpcCall call = new RpcCall("GetRandomPassword", Map.of(), "", true);

        assertThat(denied(call, "This operation for * is forbidden").leastStatement())
                .contains("[\"*\"]");
    }

    @Test
    void accessDenied_explicitlyOneOfSeveralActions_saysThatItIsOneOfThem() {
        RpcCall call = new RpcCall("ReEncrypt", Map.of("DestinationKeyId", "key-2"), "key-2", true);
        ServiceRefusal refusal = new ServiceRefusal(
                call.action(), call.resource(), "host", 403, "Forbidden.NoPermission", "denied", "R-1");
        AccessDeniedDetail detail = new AccessDeniedDetail("", "ExplicitDeny", "");

        assertThat(Refusals.exception(ErrorClass.REFUSED, refusal, detail, null, KMS, call))
                .hasMessageContaining("Deny forbids kms:ReEncryptFrom or kms:ReEncryptTo on");
    }

    private static AccessDeniedException denied(RpcCall call, String message) {
        ServiceRefusal refusal = new ServiceRefusal(
                call.action(), call.resource(), "host", 403, "Forbidden.NoPermission", message, "R-1");
        return (AccessDeniedException)
                Refusals.exception(ErrorClass.REFUSED, refusal, AccessDeniedDetail.NONE, null, KMS, call);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret|orders/db|acs:kms:cn-hangzhou:*:secret/orders/db",
                "key|key-1|acs:kms:cn-hangzhou:*:key/key-1",
                "secret|''|*"
            })
    void accessDenied_tagsOfSeveralResources_namesTheirType(String type, String resource, String arn) {
        RpcCall call = new RpcCall("TagResources", Map.of("ResourceType", type), resource, false);

        AccessDeniedException denied = denied(call, "denied");

        assertThat(denied.resourceArn()).isEqualTo(arn);
        assertThat(denied.leastStatement()).contains("\"kms:TagResources\"");
    }

    @Test
    void accessDenied_batchOfSecrets_needsToReadEach() {
        Map<String, String> parameters = Map.of(
                "SecretsList.1.SecretName", "orders/db", "SecretsList.2.SecretName", "acs:kms:cn-hangzhou:12:secret/s");
        RpcCall call = new RpcCall("BatchGetSecretValue", parameters, "", false);

        AccessDeniedException denied = denied(call, "denied");

        assertThat(denied.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:*:secret/*");
        assertThat(denied.leastStatement())
                .contains("\"Action\":[\"kms:GetSecretValue\"]")
                .contains("\"acs:kms:cn-hangzhou:*:secret/orders/db\"")
                .contains("\"acs:kms:cn-hangzhou:12:secret/s\"");
    }

    @Test
    void accessDenied_batchThatNamesNoSecret_needsToReadAny() {
        AccessDeniedException denied = denied(new RpcCall("BatchGetSecretValue", Map.of(), "", false), "denied");

        assertThat(denied.leastStatement()).contains("\"Resource\":[\"acs:kms:cn-hangzhou:*:secret/*\"]");
    }

    @Test
    void send_wrongSignature_isToldWithoutTheServersStringToSign() {
        String message =
                "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&canary";

        KmsServiceException failure = refuse(TransportRig.GET, "SignatureDoesNotMatch", message);

        assertThat(failure)
                .isInstanceOf(RefusedCredentialsException.class)
                .hasMessageContaining("not matched with our calculation")
                .hasMessageNotContaining("canary");
        assertThat(failure.requestId()).isEqualTo("R-1");
    }

    @Test
    void send_messageThatRepeatsSecrets_isRedactedAndShortened() {
        RpcCall put = new RpcCall("PutSecretValue", Map.of("SecretData", "canary-data"), "orders/db", true);
        rig.credentials =
                CredentialsProvider.of(Credentials.temporary("STS.AK", TransportRig.SECRET, TransportRig.TOKEN));
        String message = "bad canary-data,\n" + TransportRig.TOKEN + "," + TransportRig.SECRET + "," + "x".repeat(900);

        KmsServiceException failure = refuse(put, "InvalidParameter", message);

        assertThat(failure)
                .hasMessageContaining("bad <redacted>, <redacted>,<redacted>,xxx")
                .hasMessageNotContaining("canary")
                .hasMessageContaining("…");
        assertThat(failure.getMessage()).hasSizeLessThan(600);
    }

    @Test
    void send_refusedPolicy_quotesTheOwnersStatementAsItHasToBe() {
        RpcCall set = new RpcCall(
                "SetSecretPolicy", Map.of("Policy", "{\"Version\":\"1\"}", "PolicyName", "default"), "orders/db", true);

        KmsServiceException failure =
                refuse(set, "InvalidParameter", "needed: {\"Sid\":\"kms default secret policy\"}");

        assertThat(failure).hasMessageContaining("needed: {\"Sid\":\"kms default secret policy\"}");
    }

    @Test
    void send_deniedReEncrypt_namesTheKeyThoughItIsAParameter() {
        RpcCall reEncrypt = new RpcCall(
                "ReEncrypt",
                Map.of("CiphertextBlob", "canary-blob", "DestinationKeyId", "key-22", "SourceKeyId", "key-11"),
                "key-22",
                true);
        String message = "This operation for acs:kms:cn-hangzhou:12:key/key-11 is forbidden by permission system.";

        AccessDeniedException denied = (AccessDeniedException) refuse(reEncrypt, "Forbidden.NoPermission", message);

        assertThat(denied.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:12:key/key-11");
        assertThat(denied.leastStatement()).contains("kms:ReEncryptFrom");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"blue|~~|at stage 'blue'", "~~|v7|by id 'v7'", "blue|v7|by id 'v7' at stage 'blue'"})
    void exception_noSuchVersion_namesTheVersionAskedFor(String stage, String id, String words) {
        RpcCall get = new RpcCall("GetSecretValue", Map.of("VersionStage", stage, "VersionId", id), "orders/db", false);

        assertThat(exception(404, "Forbidden.ResourceNotFound", get))
                .isInstanceOf(SecretNotFoundException.class)
                .hasMessageContaining("no such secret, or no version of it " + words + ".");
    }

    @Test
    void send_gatewaysShapeInLowerCase_isUnderstood() {
        rig.server.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(404)
                                        .withBody(
                                                "{\"requestId\":\"R-7\",\"code\":\"Forbidden.ResourceNotFound\",\"message\":\"gone\"}")));

        SecretNotFoundException failure = catchThrowableOfType(
                SecretNotFoundException.class, () -> rig.transport().send(TransportRig.GET));

        assertThat(failure.requestId()).isEqualTo("R-7");
        assertThat(failure.resource()).isEqualTo("orders/db");
        assertThat(failure).hasMessageContaining("gone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ImplicitDeny|SessionPolicy|allow it with this RAM policy statement, in a policy of type SessionPolicy: {",
                "ExplicitDeny|ControlPolicy|in a policy of type ControlPolicy: an administrator has to find and change"
            })
    void send_deniedWithDetail_saysWhatToChange(String type, String policyType, String words) {
        AccessDeniedException denied = refuseWithDetail("kms:Decrypt", type, policyType);

        assertThat(denied.isExplicitDeny()).isEqualTo(type.equals("ExplicitDeny"));
        assertThat(denied.policyType()).isEqualTo(policyType);
        assertThat(denied).hasMessageContaining(words);
        assertThat(denied.deniedActions()).containsExactly("kms:Decrypt");
        assertThat(denied.resourceArn()).isEqualTo("acs:kms:*:*:key/*");
    }

    @Test
    void send_deniedExplicitly_doesNotAdviseAStatement() {
        AccessDeniedException denied = refuseWithDetail("kms:GetSecretValue", "ExplicitDeny", "");

        assertThat(denied)
                .hasMessageContaining("with the effect Deny forbids kms:GetSecretValue on acs:kms:*:*:secret/orders/db")
                .hasMessageContaining("no Allow outweighs it")
                .hasMessageNotContaining("An administrator can allow it");
    }

    @Test
    void send_deniedWithAForeignDetail_showsNothingOfIt() {
        AccessDeniedException denied = refuseWithDetail("canary action", "canary", "canary of a Policy");

        assertThat(denied).hasMessageNotContaining("canary").hasMessageContaining("An administrator can allow it");
        assertThat(denied.isExplicitDeny()).isFalse();
        assertThat(denied.policyType()).isEmpty();
        assertThat(denied.deniedActions()).containsExactly("kms:GetSecretValue");
    }

    private AccessDeniedException refuseWithDetail(String authAction, String type, String policyType) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("Code", "Forbidden.NoPermission");
        body.putObject("AccessDeniedDetail")
                .put("AuthAction", authAction)
                .put("NoPermissionType", type)
                .put("PolicyType", policyType);
        rig.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(403).withBody(body.toString())));
        return catchThrowableOfType(
                AccessDeniedException.class, () -> rig.transport().send(TransportRig.GET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acs:kms:cn-hangzhou:12:alias/app|acs:kms:cn-hangzhou:12:key/*",
                "key 1|acs:kms:cn-hangzhou:*:key/key 1",
                "${key}|acs:kms:cn-hangzhou:*:key/*",
                "acs:other|acs:kms:cn-hangzhou:*:key/*"
            })
    void accessDenied_keyNamedInAnotherWay_isAResourceThatAPolicyCanHave(String keyId, String arn) {
        assertThat(denied(new RpcCall("Encrypt", Map.of("KeyId", keyId), keyId, false), "denied")
                        .resourceArn())
                .isEqualTo(arn);
    }

    @Test
    void accessDenied_newSecretUnderAKey_lacksTheUseOfTheKeyIfThatIsNamed() {
        Map<String, String> parameters = Map.of("SecretName", "orders/db", "EncryptionKeyId", "key-1");
        RpcCall call = new RpcCall("CreateSecret", parameters, "orders/db", true);

        assertThat(denied(call, "denied").deniedActions()).containsExactly("kms:CreateSecret");
        AccessDeniedException ofKey = denied(call, "This operation for key-1 is forbidden by permission system");
        assertThat(ofKey.deniedActions()).containsExactly("kms:GenerateDataKey");
        assertThat(ofKey.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:*:key/key-1");
    }

    @Test
    void accessDenied_tagsOfSeveralKeys_needsEach() {
        Map<String, String> parameters =
                Map.of("ResourceType", "key", "ResourceId.1", "key-1", "ResourceId.2", "key-2");

        AccessDeniedException denied = denied(new RpcCall("TagResources", parameters, "", false), "denied");

        assertThat(denied.resourceArn()).isEqualTo("acs:kms:cn-hangzhou:*:key/*");
        assertThat(denied.leastStatement()).contains(":key/key-1\"").contains(":key/key-2\"");
    }

    @Test
    void accessDenied_operationThatTheCatalogueDoesNotKnow_isGuessedByItsParameters() {
        RpcCall call = new RpcCall("PolishSecret", Map.of("SecretName", "orders/db"), "orders/db", false);

        assertThat(denied(call, "denied").leastStatement())
                .isEqualTo("{\"Effect\":\"Allow\",\"Action\":[\"kms:PolishSecret\"],"
                        + "\"Resource\":[\"acs:kms:cn-hangzhou:*:secret/orders/db\"]}");
    }

    @Test
    void accessDenied_leastStatement_allowsTheCallOnceTheAccountIsKnown() {
        AccessDeniedException denied = denied(TransportRig.GET, "denied");
        RamPolicy policy = RamPolicy.parse("{\"Version\":\"1\",\"Statement\":[" + denied.leastStatement() + "]}");

        assertThat(AccessPolicies.builder()
                        .identity(policy)
                        .build()
                        .decide(AccessRequest.builder(
                                        Principal.ramUser("1192853035110001", "alice"),
                                        "kms:GetSecretValue",
                                        "acs:kms:cn-hangzhou:1192853035110001:secret/orders/db")
                                .build())
                        .outcome())
                .isEqualTo(AccessOutcome.ALLOW);
    }

    private KmsServiceException refuse(RpcCall call, String code, String message) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("Code", code)
                .put("Message", message)
                .put("RequestId", "R-1")
                .toString();
        rig.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(400).withBody(body)));
        return catchThrowableOfType(
                KmsServiceException.class, () -> rig.transport().send(call));
    }

    private static KmsServiceException exception(int status, String code, RpcCall call) {
        ServiceRefusal refusal = new ServiceRefusal(call.action(), call.resource(), "host", status, code, "", "");
        return Refusals.exception(ErrorClass.of(code, status), refusal, AccessDeniedDetail.NONE, null, KMS, call);
    }
}
