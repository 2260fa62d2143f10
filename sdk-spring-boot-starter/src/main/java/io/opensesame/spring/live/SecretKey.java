package io.opensesame.spring.live;

import io.opensesame.secrets.VersionStage;

/** What has one version at a time: a secret, as it was asked for, at a stage. */
record SecretKey(String name, VersionStage stage) {}
