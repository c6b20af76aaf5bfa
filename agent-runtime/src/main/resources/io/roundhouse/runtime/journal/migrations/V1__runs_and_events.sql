-- One row a run; the idempotency key is what makes a repeated request join the first run.
CREATE TABLE run (
  id          TEXT PRIMARY KEY,
  run_key     TEXT UNIQUE,
  kind        TEXT    NOT NULL,
  target      TEXT    NOT NULL,
  caller      TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  accepted_at BIGINT  NOT NULL,
  ended_at    BIGINT
);

CREATE INDEX run_by_status ON run (status, accepted_at);
CREATE INDEX run_by_time ON run (accepted_at);

-- The log itself; body is the event as JSON.
CREATE TABLE event (
  run_id TEXT   NOT NULL REFERENCES run (id),
  seq    BIGINT NOT NULL,
  at     BIGINT NOT NULL,
  body   TEXT   NOT NULL,
  PRIMARY KEY (run_id, seq)
);
