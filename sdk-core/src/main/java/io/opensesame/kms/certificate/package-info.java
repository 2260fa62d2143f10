/** Certificates whose private keys stay at KMS. Start at {@link CertificateOperations}. */
@NullMarked
package io.opensesame.kms.certificate;

import org.jspecify.annotations.NullMarked;
