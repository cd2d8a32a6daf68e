-- Texts that people typed stand in JSON that is ASCII only, so that every character that a form accepts comes back.

-- One row for each part of the store. Who keeps something in an order locks the row of its part and takes the next
-- numbers; "rewritten" is the number up to which rows were last changed where they stand.
CREATE TABLE affiliates.turns (
    part text PRIMARY KEY,
    number bigint NOT NULL DEFAULT 0,
    rewritten bigint NOT NULL DEFAULT 0
);
INSERT INTO affiliates.turns (part)
VALUES ('log'), ('directory'), ('support'), ('links'), ('letters'), ('reviewers'), ('documents');

CREATE TABLE affiliates.applications (
    number bigint PRIMARY KEY,
    form_id text NOT NULL UNIQUE,
    reference text NOT NULL,
    in_overflow boolean NOT NULL,
    content text NOT NULL
);
CREATE INDEX applications_by_reference ON affiliates.applications (reference);
CREATE INDEX applications_in_overflow ON affiliates.applications (number) WHERE in_overflow;

CREATE TABLE affiliates.decisions (
    number bigint PRIMARY KEY,
    decision_id text NOT NULL,
    application text NOT NULL,
    content text NOT NULL
);
CREATE INDEX decisions_by_id ON affiliates.decisions (decision_id);
CREATE INDEX decisions_by_application ON affiliates.decisions (application);

-- What a decision changed in many entries.
CREATE TABLE affiliates.batches (
    decision_id text PRIMARY KEY,
    content bytea NOT NULL
);

-- Every version of the directory and of the list of organizations, compressed; the last one of each is the present one.
CREATE TABLE affiliates.versions (
    list text NOT NULL,
    number bigint NOT NULL,
    since timestamptz,
    until timestamptz NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (list, number)
);

CREATE TABLE affiliates.documents (
    name text PRIMARY KEY,
    content bytea NOT NULL
);

CREATE TABLE affiliates.letters (
    number bigint PRIMARY KEY,
    content text NOT NULL
);
CREATE TABLE affiliates.written_letters (
    application text NOT NULL,
    number bigint NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (application, number)
);

CREATE TABLE affiliates.reviewers (
    name text PRIMARY KEY,
    number bigint NOT NULL,
    hash text NOT NULL
);
CREATE TABLE affiliates.attempts (
    number bigint PRIMARY KEY,
    key text NOT NULL,
    at text NOT NULL
);
CREATE TABLE affiliates.sign_ins (
    token_hash text PRIMARY KEY,
    number bigint NOT NULL,
    content text NOT NULL
);
CREATE TABLE affiliates.browsers (
    token_hash text PRIMARY KEY,
    number bigint NOT NULL,
    content text NOT NULL
);

CREATE TABLE affiliates.drafts (
    reviewer text PRIMARY KEY,
    id text NOT NULL,
    content text NOT NULL,
    list bytea NOT NULL
);
