package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.SigningClient.Answer;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Requests and answers on the wire. */
class ProtocolTest {
    private static final Map<String, String> ORDERS_DB = Map.of("SecretName", "orders/db");
    private static LocalKms kms;
    private static SigningClient client;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "s3cret");
        client = new SigningClient(kms);
    }

    @AfterAll
    static void close() {
        kms.close();
    }

    @Test
    void success_isFlatJsonWithARequestId() throws Exception {
        Answer answer = client.call("GetSecretValue", ORDERS_DB);

        assertThat(answer.http().headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        assertThat(answer.text("RequestId")).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(answer.http().headers().firstValue("x-acs-request-id")).hasValue(answer.text("RequestId"));
        assertThat(answer.http().headers().firstValue("Date")).isPresent();
    }

    @Test
    void error_hasAllSixMembersAndTheStatusOfItsBody() throws Exception {
        Answer answer = client.getSecretValue("nothing/here");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("HttpStatus").isInt()).isTrue();
        assertThat(answer.json().get("HttpStatus").asInt()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("Forbidden.ResourceNotFound");
        assertThat(answer.text("Message")).isNotBlank();
        assertThat(answer.text("RequestId"))
                .isEqualTo(
                        answer.http().headers().firstValue("x-acs-request-id").orElseThrow());
        assertThat(answer.text("HostId")).isEqualTo("kms.cn-hangzhou.aliyuncs.com");
        assertThat(answer.text("Recommend")).startsWith("https://");
    }

    @Test
    void values_withEveryKindOfCharacter_surviveQueryAndForm() throws Exception {
        String value = "a+b *~%&=#/?'\"<>\t\n é 测 \uD83D\uDE00";

        client.call("CreateSecret", Map.of("SecretName", "by/query", "VersionId", "v1", "SecretData", value));
        client.callWithForm("CreateSecret", Map.of("SecretName", "by/form", "VersionId", "v1", "SecretData", value));
        client.callRpc("CreateSecret", Map.of("SecretName", "by/rpc", "VersionId", "v1", "SecretData", value));

        for (String name : new String[] {"by/query", "by/form", "by/rpc"}) {
            assertThat(client.getSecretValue(name).text("SecretData")).as(name).isEqualTo(value);
        }
    }

    @Test
    void rpc_partInTheFormPartInTheQuery_isMerged() throws Exception {
        Map<String, String> parameters = client.rpcSigned("GetSecretValue", ORDERS_DB);
        Map<String, String> form = Map.of("SecretName", "orders/db", "Action", "GetSecretValue");
        parameters.keySet().removeAll(form.keySet());

        Answer answer = client.send(form(SigningClient.query(form), "?" + SigningClient.query(parameters))
                .build());

        assertThat(answer.text("SecretData")).isEqualTo("s3cret");
    }

    @Test
    void method_otherThanGetAndPost_isRefused() throws Exception {
        for (String method : new String[] {"PUT", "DELETE", "PATCH", "OPTIONS"}) {
            Answer answer = client.send(HttpRequest.newBuilder(URI.create(kms.endpoint() + "/"))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build());

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("UnsupportedHTTPMethod");
        }
        assertThat(raw("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void path_otherThanTheRoot_isRefused() throws Exception {
        assertThat(post("/other", "").code()).isEqualTo("InvalidApi.NotFound");
        assertThat(post("/-/control/faults/clear", "").code()).isEqualTo("InvalidApi.NotFound");
    }

    @Test
    void operation_unknownOrOfAnotherVersionOrUnnamed_isRefused() throws Exception {
        SigningClient outdated = new SigningClient(kms);
        outdated.version = "2015-04-01";

        assertThat(outdated.call("GetSecretValue", ORDERS_DB).code()).isEqualTo("InvalidApi.NotFound");
        assertThat(outdated.callRpc("GetSecretValue", ORDERS_DB).code()).isEqualTo("InvalidApi.NotFound");
        assertThat(client.call("MakeCoffee", Map.of()).code()).isEqualTo("InvalidApi.NotFound");
        assertThat(post("/", "").code()).isEqualTo("MissingAction");
        assertThat(post("/?Action=GetSecretValue", "").code()).isEqualTo("MissingVersion");
    }

    @Test
    void format_xml_isAnsweredInXmlUnderTheContentTypeThatClientsParse() throws Exception {
        String value = "a<b>&c \r\n \uD83D\uDE00";
        kms.newSecret("in/xml").versionId("v1").text(value).create();

        HttpResponse<String> answer = sendForXml(Map.of("SecretName", "in/xml"));
        Element root = parse(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml;charset=utf-8");
        assertThat(root.getTagName()).isEqualTo("KMS");
        assertThat(text(root, "SecretData")).isEqualTo(value);
        assertThat(text(root, "VersionStages/VersionStage")).isEqualTo("ACSCurrent");
        assertThat(text(root, "RequestId"))
                .isEqualTo(answer.headers().firstValue("x-acs-request-id").orElseThrow());
    }

    @Test
    void format_xml_holdsForErrorsToo() throws Exception {
        HttpResponse<String> answer = sendForXml(Map.of("SecretName", "nothing/here"));
        Element root = parse(answer.body());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(root.getTagName()).isEqualTo("Error");
        assertThat(text(root, "Code")).isEqualTo("Forbidden.ResourceNotFound");
        assertThat(text(root, "HttpStatus")).isEqualTo("404");
    }

    @Test
    void format_xml_forAValueThatXmlCannotHold_isRefused() throws Exception {
        kms.createSecret("in/json/only", "a\u0001b");

        HttpResponse<String> answer = sendForXml(Map.of("SecretName", "in/json/only"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(parse(answer.body()), "Code")).isEqualTo("InvalidParameter.Format");
        assertThat(client.getSecretValue("in/json/only").text("SecretData")).isEqualTo("a\u0001b");
    }

    @Test
    void format_neitherJsonNorXml_isRefused() throws Exception {
        assertThat(client.call("GetSecretValue", Map.of("Format", "YAML")).code())
                .isEqualTo("InvalidParameter.Format");
    }

    @Test
    void action_inTheQueryAndAnotherInTheHeader_isRefused() throws Exception {
        Answer answer = client.call("GetSecretValue", Map.of("Action", "DeleteSecret", "SecretName", "orders/db"));

        assertThat(answer.code()).isEqualTo("InvalidParameter");
        assertThat(client.getSecretValue("orders/db").status()).isEqualTo(200);
    }

    @Test
    void parameter_thatOccursTwice_isRefused() throws Exception {
        assertThat(post("/?Action=A&Action=A", "").code()).isEqualTo("InvalidParameter");
        assertThat(post("/?Action=A", "Action=A").code()).isEqualTo("InvalidParameter");
        assertThat(post("/?Action=A", "B=1&%42=2").text("Message"))
                .contains("\"B\"")
                .contains("more than once");
    }

    @Test
    void parameter_thatIsNotUtf8OrBadlyEscaped_isRefused() throws Exception {
        for (String form : new String[] {"a=%FF", "a=%C3%28", "a=%", "a=%4", "a=%zz", "%ED%A0%80=1"}) {
            assertThat(post("/", form).code()).as(form).isEqualTo("ParseRequestParameterException");
        }
    }

    @Test
    void parameters_moreThanTheBound_areRefused() throws Exception {
        String form = IntStream.range(0, 501).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));

        assertThat(post("/", form).code()).isEqualTo("ParseRequestParameterException");
    }

    @Test
    void body_overTheBound_isRefused() throws Exception {
        Answer answer = post("/", "a=" + "x".repeat(1024 * 1024));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("RequestTooLarge");
    }

    @Test
    void body_thatIsNoForm_isRefused() throws Exception {
        Answer answer = client.send(
                form("{}", "").setHeader("Content-Type", "application/json").build());

        assertThat(answer.code()).isEqualTo("ParseRequestParameterException");
    }

    @Test
    void headers_overTheBound_areRefused() throws Exception {
        Answer answer =
                client.send(form("", "").header("x-filler", "x".repeat(70_000)).build());

        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void body_chunkedAndEmpty_isReadToItsEndSoThatTheConnectionServesOn() throws Exception {
        String target = "/?" + SigningClient.query(client.rpcSigned("GetSecretValue", ORDERS_DB));
        String again = "/?" + SigningClient.query(client.rpcSigned("GetSecretValue", ORDERS_DB));
        String head = " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n";

        String answers = raw("POST " + target + head + "\r\n0\r\n\r\n" + "POST " + again + head
                + "Connection: close\r\n\r\n0\r\n\r\n");

        assertThat(answers.split("s3cret", -1)).hasSize(3);
    }

    private static HttpResponse<String> sendForXml(Map<String, String> parameters) throws Exception {
        Map<String, String> withFormat = new HashMap<>(parameters);
        withFormat.put("Format", "xml");
        return client.http.send(
                client.headerSigned("GetSecretValue", withFormat, "").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static String text(Element element, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, element);
    }

    private static Answer post(String target, String form) throws Exception {
        return client.send(form(form, target.substring(1))
                .uri(URI.create(kms.endpoint() + target))
                .build());
    }

    private static HttpRequest.Builder form(String form, String query) {
        return HttpRequest.newBuilder(URI.create(kms.endpoint() + "/" + query))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private static String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), kms.endpoint().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
