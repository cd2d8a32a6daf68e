-- What the app does, and nothing else: it cannot drop, truncate or alter a table, nor remove an application, a decision,
-- or a version of a list.
REVOKE ALL ON SCHEMA affiliates FROM {role};
REVOKE ALL ON ALL TABLES IN SCHEMA affiliates FROM {role};
GRANT USAGE ON SCHEMA affiliates TO {role};
GRANT SELECT ON affiliates.migrations TO {role};
GRANT SELECT, UPDATE ON affiliates.turns TO {role};
GRANT SELECT, INSERT, UPDATE ON affiliates.applications, affiliates.decisions, affiliates.documents TO {role};
GRANT SELECT, INSERT ON affiliates.versions, affiliates.batches, affiliates.letters TO {role};
GRANT UPDATE (until) ON affiliates.versions TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON affiliates.written_letters, affiliates.reviewers, affiliates.attempts,
    affiliates.sign_ins, affiliates.browsers, affiliates.drafts TO {role};
