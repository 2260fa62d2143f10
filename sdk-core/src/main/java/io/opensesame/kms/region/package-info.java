/** The regions where KMS is. Start at {@link DescribeRegionsRequest}. */
@NullMarked
package io.opensesame.kms.region;

import org.jspecify.annotations.NullMarked;
