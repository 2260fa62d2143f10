/**
 * What there is to be allowed in KMS: operations, actions, condition keys, system policies. Start at
 * {@link KmsCatalogue}.
 */
@NullMarked
package io.opensesame.policy.catalogue;

import org.jspecify.annotations.NullMarked;
