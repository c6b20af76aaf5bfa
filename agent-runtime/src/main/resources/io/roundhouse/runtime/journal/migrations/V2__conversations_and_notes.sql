-- What a list of a caller's runs needs: which conversation a run belongs to, where it stands, and since when.
ALTER TABLE run ADD COLUMN conversation TEXT;
ALTER TABLE run ADD COLUMN phase TEXT;
ALTER TABLE run ADD COLUMN changed_at BIGINT;

CREATE INDEX run_by_owner ON run (caller, target, changed_at);

-- Small documents beside the runs.
CREATE TABLE note (
  shelf TEXT NOT NULL,
  name  TEXT NOT NULL,
  body  TEXT NOT NULL,
  PRIMARY KEY (shelf, name)
);
