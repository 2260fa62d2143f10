package io.opensesame.envelope.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.envelope.MessageContext;
import io.opensesame.envelope.SimpleCipher;
import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCipherTest {
    private final SimpleCipher cipher = new SimpleCipher();
    private final FieldCipher ibans = FieldCipher.of(cipher, "customers.iban");

    @ParameterizedTest
    @ValueSource(strings = {"", "DE02120300000000202051", "测试 \ud83d\ude00"})
    void decrypt_textOfTheSameRecord_isThePlaintext(String plaintext) {
        String column = ibans.encrypt(plaintext, "17");

        assertThat(column).matches("[A-Za-z0-9_-]+").doesNotContain("DE02");
        assertThat(ibans.decrypt(column, "17")).isEqualTo(plaintext);
    }

    @Test
    void decrypt_bytesOfTheSameRecord_areThePlaintext() {
        byte[] plaintext = {0, -1, 7};

        assertThat(ibans.decrypt(ibans.encrypt(plaintext, "17"), "17")).isEqualTo(plaintext);
        assertThat(ibans.open(ibans.encryptToText(plaintext, "17")).exposePlaintext())
                .isEqualTo(plaintext);
    }

    @Test
    void encrypt_always_tellsKmsTheFieldButNotTheRecord() {
        FieldCipher ofTenant = FieldCipher.of(cipher, "customers.iban", EncryptionContext.of("tenant", "t1"));

        MessageContext context = cipher.inspect(Base64.getUrlDecoder().decode(ofTenant.encrypt("x", "17")))
                .context();

        assertThat(context.encryptionContext().pairs())
                .containsOnlyKeys("field", "tenant")
                .containsEntry("field", "customers.iban");
        assertThat(context.messagePairs()).containsExactly(Map.entry("recordId", "17"));
    }

    @Test
    void decrypt_copiedToAnotherRecordFieldOrTenant_isRefused() {
        String column = ibans.encrypt("DE02", "17");
        FieldCipher names = FieldCipher.of(cipher, "customers.name");
        FieldCipher ofTenant = FieldCipher.of(cipher, "customers.iban", EncryptionContext.of("tenant", "t1"));

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> ibans.decrypt(column, "18"));
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> names.decrypt(column, "17"));
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> ofTenant.decrypt(column, "17"));
    }

    @Test
    void decrypt_whatWasNeverEncrypted_isRefusedWithoutQuotingIt() {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> ibans.decrypt("DE02 1203 0000", "17"))
                .withMessageContaining("never encrypted")
                .withMessageNotContaining("DE02");
    }

    @Test
    void encrypt_emptyIdOrBrokenText_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ibans.encrypt("x", ""))
                .withMessageContaining("record's id is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ibans.encrypt("\ud800 secret", "17"))
                .withMessageContaining("unpaired surrogate")
                .withMessageNotContaining("secret");
    }

    @Test
    void of_emptyNameOrPairsOfItsOwn_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldCipher.of(cipher, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldCipher.of(cipher, "f", EncryptionContext.of("field", "g")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldCipher.of(cipher, "f", EncryptionContext.of("recordId", "1")));
    }

    @Test
    void open_beforeTheRecordIsKnown_tellsItsRecord() {
        OpenedField opened = ibans.open(ibans.encrypt("DE02", "17"));

        opened.requireRecord("17");

        assertThat(opened.recordId()).isEqualTo("17");
        assertThat(opened).hasToString("OpenedField[plaintext=<redacted>, recordId=17]");
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> opened.requireRecord("18"))
                .withMessageContaining("record '18'")
                .withMessageContaining("record '17'");
    }

    @Test
    void withoutRecord_roundTrip_keepsTheTwoKindsApart() {
        UnboundFieldCipher unbound = ibans.withoutRecord();
        String column = unbound.encrypt("DE02");

        assertThat(unbound.decrypt(column)).isEqualTo("DE02");
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> ibans.decrypt(column, "17"));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> ibans.open(column))
                .withMessageContaining("withoutRecord()");
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> unbound.decrypt(ibans.encrypt("DE02", "17")))
                .withMessageContaining("bound to its record");
    }

    @Test
    void converter_anyType_roundTripsAndKeepsNull() {
        FieldConverter<LocalDate> births =
                FieldCipher.of(cipher, "customers.born").converter(FieldForm.of(LocalDate::toString, LocalDate::parse));
        UnboundFieldConverter<String> names =
                FieldCipher.of(cipher, "customers.name").withoutRecord().converter(FieldForm.text());
        LocalDate born = LocalDate.of(1999, 12, 31);

        assertThat(births.toAttribute(births.toColumn(born, "17"), "17")).isEqualTo(born);
        assertThat(births.toColumn(null, "17")).isNull();
        assertThat(births.toAttribute(null, "17")).isNull();
        assertThat(names.toAttribute(names.toColumn("Ann"))).isEqualTo("Ann");
        assertThat(names.toColumn(null)).isNull();
        assertThat(names.toAttribute(null)).isNull();
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> births.toAttribute(births.toColumn(born, "17"), "18"));
    }

    @Test
    void recordId_ofAnId_isItsText() {
        UUID uuid = UUID.randomUUID();

        assertThat(FieldCipher.recordId("a")).isEqualTo("a");
        assertThat(FieldCipher.recordId(17)).isEqualTo("17");
        assertThat(FieldCipher.recordId(17L)).isEqualTo("17");
        assertThat(FieldCipher.recordId(BigInteger.TEN)).isEqualTo("10");
        assertThat(FieldCipher.recordId(uuid)).isEqualTo(uuid.toString());
        assertThat(FieldCipher.recordId(DayOfWeek.MONDAY)).isEqualTo("MONDAY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldCipher.recordId(1.5))
                .withMessageContaining("java.lang.Double");
    }
}
