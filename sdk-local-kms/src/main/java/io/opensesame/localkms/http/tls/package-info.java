/** The certificate authority that LocalKms makes at its start, and what it issues. */
@NullMarked
package io.opensesame.localkms.http.tls;

import org.jspecify.annotations.NullMarked;
