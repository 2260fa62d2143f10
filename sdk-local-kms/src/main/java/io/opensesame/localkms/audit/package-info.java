/** What LocalKms was asked to allow, and what it decided. Start at {@link AuditTrail}. */
@NullMarked
package io.opensesame.localkms.audit;

import org.jspecify.annotations.NullMarked;
