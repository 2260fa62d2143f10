--liquibase formatted sql

--changeset orders:1
CREATE TABLE orders (id BIGINT PRIMARY KEY);

--changeset orders:2 context:second
ALTER TABLE orders ADD COLUMN amount BIGINT;
