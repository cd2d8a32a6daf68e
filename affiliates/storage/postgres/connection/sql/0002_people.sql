-- People who want a group where they live are one document, so that who is erased is in no row.
INSERT INTO affiliates.turns (part) VALUES ('people');
