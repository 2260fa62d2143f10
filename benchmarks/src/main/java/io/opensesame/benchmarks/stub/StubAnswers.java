package io.opensesame.benchmarks.stub;

/** The bodies of answers: a secret of a hundred characters, or an error. */
final class StubAnswers {
    private static final String SECRET =
            "postgresql://orders:gH7xq2Lw9ZpK4vT8sN3mB6yR1cF5dJ0a@db.internal.example:5432/orders?sslmode=verify-full";

    private StubAnswers() {}

    static String body(StubRequest request, int status, String versionId) {
        boolean good = status == 200;
        return switch (request.dialect()) {
            case KMS_JSON -> good ? kmsJson(request.secretName(), versionId) : kmsJsonError(status);
            case KMS_XML -> good ? kmsXml(request.secretName(), versionId) : kmsXmlError(status);
            case AWS_GET -> good ? awsValue(request.secretName(), versionId) : awsError();
            case AWS_DESCRIBE -> good ? awsDescription(request.secretName(), versionId) : awsError();
        };
    }

    private static String kmsJson(String name, String versionId) {
        return "{\"RequestId\":\"5c4ae8a7-0f3b-4b0c-9d4b-0a6c3a7f0001\",\"SecretName\":\"" + name
                + "\",\"VersionId\":\""
                + versionId + "\",\"CreateTime\":\"2026-01-01T00:00:00Z\",\"SecretType\":\"Generic\",\"SecretData\":\""
                + SECRET
                + "\",\"SecretDataType\":\"text\",\"AutomaticRotation\":\"Disabled\",\"RotationInterval\":\"\","
                + "\"NextRotationDate\":\"\",\"LastRotationDate\":\"\",\"ExtendedConfig\":\"\","
                + "\"VersionStages\":{\"VersionStage\":[\"ACSCurrent\"]}}";
    }

    private static String kmsJsonError(int status) {
        return "{\"RequestId\":\"5c4ae8a7-0f3b-4b0c-9d4b-0a6c3a7f0002\",\"HostId\":\"stub\",\"Code\":\"" + code(status)
                + "\",\"Message\":\"The service cannot answer now.\"}";
    }

    private static String kmsXml(String name, String versionId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><KMS><RequestId>5c4ae8a7-0f3b-4b0c-9d4b-0a6c3a7f0001"
                + "</RequestId><SecretName>" + name + "</SecretName><VersionId>" + versionId
                + "</VersionId><CreateTime>2026-01-01T00:00:00Z</CreateTime><SecretType>Generic</SecretType>"
                + "<SecretData>" + SECRET + "</SecretData><SecretDataType>text</SecretDataType>"
                + "<AutomaticRotation>Disabled</AutomaticRotation>"
                + "<VersionStages><VersionStage>ACSCurrent</VersionStage></VersionStages></KMS>";
    }

    private static String kmsXmlError(int status) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><RequestId>5c4ae8a7-0f3b-4b0c-9d4b-0a6c3a7f0002"
                + "</RequestId><HostId>stub</HostId><Code>" + code(status)
                + "</Code><Message>The service cannot answer now.</Message></Error>";
    }

    private static String code(int status) {
        return status == 503 ? "ServiceUnavailableTemporary" : "InternalFailure";
    }

    private static String awsValue(String name, String versionId) {
        return "{\"ARN\":\"" + arn(name) + "\",\"Name\":\"" + name + "\",\"VersionId\":\"" + versionId
                + "\",\"SecretString\":\"" + SECRET
                + "\",\"VersionStages\":[\"AWSCURRENT\"],\"CreatedDate\":1.767225600E9}";
    }

    private static String awsDescription(String name, String versionId) {
        return "{\"ARN\":\"" + arn(name) + "\",\"Name\":\"" + name + "\",\"VersionIdsToStages\":{\"" + versionId
                + "\":[\"AWSCURRENT\"]}}";
    }

    private static String arn(String name) {
        return "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + name + "-AbCdEf";
    }

    private static String awsError() {
        return "{\"__type\":\"InternalServiceError\",\"Message\":\"The service cannot answer now.\"}";
    }
}
