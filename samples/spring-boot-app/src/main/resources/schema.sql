CREATE TABLE IF NOT EXISTS orders (
  id uuid PRIMARY KEY,
  item text NOT NULL,
  cents bigint NOT NULL,
  receipt text NOT NULL,
  card text NOT NULL -- encrypted
);
