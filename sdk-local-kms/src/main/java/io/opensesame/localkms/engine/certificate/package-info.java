/** The Certificates Manager: key pairs that sign and encrypt for a certificate which an authority issued for them. */
@NullMarked
package io.opensesame.localkms.engine.certificate;

import org.jspecify.annotations.NullMarked;
