-- What is searched. Things are numbered by importance: what is found in the order of its number is
-- found in that order. A name is held key by key (see spelling.py).
CREATE TABLE kind (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  ko TEXT NOT NULL,
  en TEXT NOT NULL,
  things INTEGER NOT NULL
);
CREATE TABLE member (
  kind INTEGER NOT NULL,
  thing INTEGER NOT NULL,
  PRIMARY KEY (kind, thing)
) WITHOUT ROWID;
CREATE TABLE thing (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  types TEXT NOT NULL,
  certainty TEXT NOT NULL,
  until TEXT NOT NULL,
  texts TEXT NOT NULL
);
CREATE TABLE name (
  thing INTEGER NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  role TEXT NOT NULL,
  strokes TEXT NOT NULL,
  mask TEXT NOT NULL,
  PRIMARY KEY (thing, number)
) WITHOUT ROWID;
CREATE TABLE place (
  region INTEGER NOT NULL,
  thing INTEGER NOT NULL,
  PRIMARY KEY (thing, region)
) WITHOUT ROWID;
CREATE INDEX things_of ON place (region, thing);
-- With what a name begins, or one of its words, or the initials of these; first of few kinds.
CREATE TABLE beginning (
  many INTEGER NOT NULL,
  strokes TEXT NOT NULL,
  thing INTEGER NOT NULL,
  PRIMARY KEY (many, strokes, thing)
) WITHOUT ROWID;
-- Any three keys in a row.
CREATE VIRTUAL TABLE part USING fts5 (
  names, around, texts, content = '', tokenize = 'trigram'
);
CREATE VIRTUAL TABLE threes USING fts5vocab ('part', 'row');
