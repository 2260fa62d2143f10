--liquibase formatted sql

--changeset opensesame:1
CREATE TABLE placed_order (id bigint PRIMARY KEY);
INSERT INTO placed_order VALUES (1);
