CREATE TABLE notes (text TEXT);
INSERT INTO notes VALUES ('milk');
