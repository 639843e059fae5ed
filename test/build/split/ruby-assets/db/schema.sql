CREATE TABLE IF NOT EXISTS goods (name TEXT UNIQUE, price INTEGER);
INSERT OR IGNORE INTO goods VALUES ('bread', 4), ('salt', 2);
