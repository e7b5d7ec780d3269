-- The catalogue: what is in content/, and what was built from it. It is a cache: deleting it costs
-- time, never content. Addresses are relative to the site's root and unquoted.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every file below content/, by its path relative to that folder. `mtime_ns` is 0 if the file was
-- so new when it was read that a later change might not alter its modification time; `hash` is
-- empty if the file could not be read. `due` is the instant at which an article is meant to become
-- public, as far as its front matter can be read: empty for at once, far in the future for a draft.
-- For files that are neither articles nor registers, `wanted` says whether something published
-- refers to them and `public` whether they are on the site.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('article', 'file', 'register', 'comment')),
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  hash TEXT NOT NULL,
  due TEXT NOT NULL DEFAULT '',
  wanted INTEGER NOT NULL DEFAULT 0,
  public INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX files_waiting ON sources (path) WHERE kind = 'file' AND NOT public;
CREATE INDEX files_public ON sources (path) WHERE public;
CREATE INDEX sources_untrusted ON sources (path) WHERE mtime_ns = 0;

-- Every folder below content/ that contains files, by its path relative to content/ with a trailing
-- slash. The digest covers the names, sizes and modification times of its files; it is empty if
-- they must be compared again.
CREATE TABLE folders (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;

-- One row for each article or page that can be read and placed; of a withdrawn one, which is of a
-- kind of its own, it holds nothing but its addresses and why it was withdrawn. `record` is the
-- Article as JSON, `listing` the part of it that lists show. `must_read` is the rank of a
-- must-read, 0 for others. `public` says whether it is on the site; `due` is the same as in
-- `sources`. `changes_last` is the instant of the latest correction, or `updated`, that is shown,
-- `changes_next` that of the first that is still to be shown; both are empty without one.
CREATE TABLE articles (
  id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  lang TEXT NOT NULL,
  url TEXT NOT NULL,
  address TEXT NOT NULL, -- the url case-folded: some file systems ignore case
  translation TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  year INTEGER NOT NULL,
  month INTEGER NOT NULL,
  day INTEGER NOT NULL,
  due TEXT NOT NULL,
  changes_last TEXT NOT NULL,
  changes_next TEXT NOT NULL,
  must_read INTEGER NOT NULL,
  noindex INTEGER NOT NULL,
  feed_id TEXT NOT NULL, -- its `id`, if it has one: what is an address of the site, as `address`
  temperature REAL, -- in degrees Celsius, where the weather note gives one
  record TEXT NOT NULL,
  listing TEXT NOT NULL,
  public INTEGER NOT NULL
);
CREATE INDEX articles_in_time ON articles (lang, sort_key) WHERE public AND kind = 'article';
CREATE INDEX articles_by_language ON articles (lang) WHERE public;
CREATE INDEX articles_by_day ON articles (lang, year, month, day) WHERE public AND kind = 'article';
CREATE INDEX articles_by_day_of_any_year ON articles (lang, month, day, sort_key)
  WHERE public AND kind = 'article';
CREATE INDEX articles_without_date ON articles (url) WHERE public AND kind = 'page';
CREATE INDEX articles_by_translation ON articles (translation);
CREATE INDEX articles_by_address ON articles (address);
CREATE INDEX articles_by_feed_id ON articles (feed_id) WHERE feed_id <> '';
CREATE INDEX articles_waiting ON articles (due) WHERE NOT public;
CREATE INDEX articles_corrected ON articles (changes_last) WHERE changes_last <> '';
CREATE INDEX articles_to_correct ON articles (changes_next) WHERE changes_next <> '';
CREATE INDEX articles_withdrawn ON articles (path) WHERE kind = 'withdrawn';
CREATE INDEX articles_due ON articles (due);
CREATE INDEX must_reads ON articles (lang, must_read, sort_key DESC)
  WHERE public AND must_read AND kind = 'article';

-- The addresses that articles and pages had before: `written` as from the site's root, `url` the
-- address of the page that answers there, `address` the same case-folded, `query` what follows a
-- question mark, in the one form of all queries that ask for the same.
CREATE TABLE aliases (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  address TEXT NOT NULL,
  query TEXT NOT NULL,
  written TEXT NOT NULL,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL
);
CREATE INDEX aliases_by_article ON aliases (article);
CREATE INDEX aliases_by_address ON aliases (address);

-- The dates whose pages readers may have kept though no article may have them any more: those in
-- the addresses that public articles had before, and those of withdrawn articles. `place` is the
-- folder before the date in an address, `/` or `/fr/`, or the language of a withdrawn article. 0
-- means unknown.
CREATE TABLE former_dates (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  place TEXT NOT NULL,
  year INTEGER NOT NULL,
  month INTEGER NOT NULL,
  day INTEGER NOT NULL
);
CREATE INDEX former_dates_by_article ON former_dates (article);
CREATE INDEX former_dates_by_day ON former_dates (place, year, month, day);
CREATE INDEX former_dates_by_day_of_any_year ON former_dates (place, month, day);

-- The lists, besides those of days, that public withdrawn articles were in: the slugs of their
-- terms, as their authors spelled them, and for the taxonomy `corrections`, which is none, the
-- years of their corrections.
CREATE TABLE former_lists (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  taxonomy TEXT NOT NULL,
  lang TEXT NOT NULL,
  slug TEXT NOT NULL
);
CREATE INDEX former_lists_by_article ON former_lists (article);
CREATE INDEX former_lists_by_slug ON former_lists (taxonomy, lang, slug);

CREATE TABLE bodies (
  id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  html TEXT NOT NULL
);
-- The bodies that show pictures from other sites; see `any_with_pictures_from_elsewhere`.
CREATE INDEX bodies_with_pictures_from_elsewhere ON bodies (id)
  WHERE instr(html, ' src="http') OR instr(html, ' src="//');

-- Readers' comments that could be read. `article` is the path that the article they are about has
-- or would have; `key` is what `reply_to` calls the comment; `record` is the Comment as JSON.
CREATE TABLE comments (
  id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  article TEXT NOT NULL,
  key TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  approved INTEGER NOT NULL,
  record TEXT NOT NULL,
  html TEXT NOT NULL
);
CREATE INDEX comments_by_article ON comments (article, sort_key);
CREATE INDEX comments_waiting ON comments (id) WHERE NOT approved;

-- The terms of public articles. `sort_key` is that of the article and begins with year and month.
CREATE TABLE article_terms (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  taxonomy TEXT NOT NULL,
  lang TEXT NOT NULL,
  slug TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  written TEXT NOT NULL,
  PRIMARY KEY (taxonomy, lang, slug, sort_key, article)
) WITHOUT ROWID;
CREATE INDEX article_terms_by_article ON article_terms (article);

-- How many public articles use each spelling of a term, maintained by the triggers: counting them
-- for every index of terms takes a second in an archive of 100,000 articles.
CREATE TABLE spellings (
  taxonomy TEXT NOT NULL,
  lang TEXT NOT NULL,
  slug TEXT NOT NULL,
  written TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (taxonomy, lang, slug, written)
) WITHOUT ROWID;
CREATE TRIGGER article_term_added AFTER INSERT ON article_terms BEGIN
  INSERT OR IGNORE INTO spellings VALUES (NEW.taxonomy, NEW.lang, NEW.slug, NEW.written, 0);
  UPDATE spellings SET count = count + 1 WHERE taxonomy = NEW.taxonomy AND lang = NEW.lang
    AND slug = NEW.slug AND written = NEW.written;
END;
CREATE TRIGGER article_term_removed AFTER DELETE ON article_terms BEGIN
  UPDATE spellings SET count = count - 1 WHERE taxonomy = OLD.taxonomy AND lang = OLD.lang
    AND slug = OLD.slug AND written = OLD.written;
  DELETE FROM spellings WHERE taxonomy = OLD.taxonomy AND lang = OLD.lang
    AND slug = OLD.slug AND written = OLD.written AND count = 0;
END;

-- The corrections of public articles: `number` is the place of each in the article. Those without a
-- date of their own count from that of the article's last change, or from the article's.
CREATE TABLE corrections (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  lang TEXT NOT NULL,
  year INTEGER NOT NULL,
  sort_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (lang, year, sort_key, article, number)
) WITHOUT ROWID;
CREATE INDEX corrections_by_article ON corrections (article);

-- The links, pictures and file names in articles and registers. `target` is a path relative to
-- content/. For kinds 'root' and 'canonical' it is an address without its leading slash, which may
-- also be such a path; for kind 'preview' it keeps that slash. Kind 'mention' is a file name in a
-- field that the newsroom defined itself.
CREATE TABLE links (
  source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL,
  image INTEGER NOT NULL,
  written TEXT NOT NULL
);
CREATE INDEX links_by_source ON links (source);
CREATE INDEX links_by_target ON links (target);
CREATE INDEX links_to_anchors ON links (source) WHERE instr(written, '#');

-- Files and addresses named in site.toml and the theme. The files are public because they are named
-- here; the addresses are checked if `link` is set. `path` is the file that names them, relative to
-- the site's root, `written` what stands there.
CREATE TABLE mentions (
  path TEXT NOT NULL,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL,
  target TEXT NOT NULL,
  link INTEGER NOT NULL,
  written TEXT NOT NULL
);
CREATE INDEX mentions_by_target ON mentions (target);

-- The files whose `public` must be determined again because something that refers to them changed.
-- Empty after each scan.
CREATE TABLE stale_files (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER link_added AFTER INSERT ON links WHEN NEW.kind <> 'article' BEGIN
  INSERT OR IGNORE INTO stale_files VALUES (NEW.target);
END;
CREATE TRIGGER link_removed AFTER DELETE ON links WHEN OLD.kind <> 'article' BEGIN
  INSERT OR IGNORE INTO stale_files VALUES (OLD.target);
END;
CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
  INSERT OR IGNORE INTO stale_files
    SELECT target FROM links WHERE source = NEW.id AND kind <> 'article';
END;
CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
  INSERT OR IGNORE INTO stale_files
    SELECT target FROM links WHERE source = OLD.id AND kind <> 'article';
END;

-- Articles and files that are kept off the site because their address belongs to another, with the
-- problem to report. Only builds that keep going in spite of errors have any.
CREATE TABLE rivals (
  source INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL,
  message TEXT NOT NULL,
  fix TEXT NOT NULL,
  kind TEXT NOT NULL
);

-- The problems found in a file when it was last read. `mend` is a JSON list, or empty; `about` and
-- `ignoring` are as in `Problem`.
CREATE TABLE problems (
  source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL,
  message TEXT NOT NULL,
  fix TEXT NOT NULL,
  severity TEXT NOT NULL,
  kind TEXT NOT NULL,
  mend TEXT NOT NULL,
  about TEXT NOT NULL,
  ignoring TEXT NOT NULL
);
CREATE INDEX problems_by_source ON problems (source);

-- The pictures below content/: width and height in pixels, upright, the format, and whether they
-- move.
CREATE TABLE pictures (
  id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  format TEXT NOT NULL,
  animated INTEGER NOT NULL
);

-- The theme's assets, by their paths in the theme.
CREATE TABLE assets (path TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;

-- The entries of registers, each a RegisterEntry as JSON, with its place in the register.
CREATE TABLE register_entries (
  taxonomy TEXT NOT NULL,
  slug TEXT NOT NULL,
  entry TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (taxonomy, slug)
) WITHOUT ROWID;

-- The other spellings of the terms in registers, as slugs.
CREATE TABLE term_spellings (
  taxonomy TEXT NOT NULL,
  spelling TEXT NOT NULL,
  slug TEXT NOT NULL,
  PRIMARY KEY (taxonomy, spelling)
) WITHOUT ROWID;
CREATE INDEX term_spellings_by_slug ON term_spellings (taxonomy, slug);

-- What has changed since the site was last published: each changed article as it was then (NULL if
-- it was not public) with the targets of its links as a JSON list, each changed term and each
-- changed file. Emptied when the site is published. Of a file that is gone, `text` is the body and
-- `hash` that of the file, by which it is found under another name. `anchors` are those in the body
-- as it was published, as a JSON list. `finished` says whether it has become due, or ceased to be,
-- in a preview that has it on the site in either case.
CREATE TABLE changed_articles (
  path TEXT PRIMARY KEY, before TEXT, links TEXT, anchors TEXT, text TEXT, hash TEXT,
  finished INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE changed_terms (taxonomy TEXT, slug TEXT, PRIMARY KEY (taxonomy, slug)) WITHOUT ROWID;
CREATE TABLE changed_files (path TEXT PRIMARY KEY) WITHOUT ROWID;

-- The paths of the articles on which there are other comments than when the site was last
-- published, or that have been opened or closed to comments. Emptied like the tables above.
CREATE TABLE changed_comments (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER comment_added AFTER INSERT ON comments BEGIN
  INSERT OR IGNORE INTO changed_comments VALUES (NEW.article);
END;
CREATE TRIGGER comment_removed AFTER DELETE ON comments BEGIN
  INSERT OR IGNORE INTO changed_comments VALUES (OLD.article);
END;

-- The revisions of articles that have changed since they were published, as the git repository
-- remembers them: by the path of the article, a list of (time, subject, author) as JSON.
CREATE TABLE revisions (path TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;

-- The paths of the articles that have other revisions than when the site was last published.
CREATE TABLE changed_revisions (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER revision_added AFTER INSERT ON revisions BEGIN
  INSERT OR IGNORE INTO changed_revisions VALUES (NEW.path);
END;
CREATE TRIGGER revision_removed AFTER DELETE ON revisions BEGIN
  INSERT OR IGNORE INTO changed_revisions VALUES (OLD.path);
END;

-- Every file of the output. `view` is the name of the view that made it, `key` that view's key for
-- it, as JSON.
CREATE TABLE pages (
  url TEXT PRIMARY KEY,
  view TEXT NOT NULL,
  key TEXT NOT NULL,
  hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pages_by_view ON pages (view, key);
CREATE INDEX pages_in_capitals ON pages (lower(url)) WHERE url <> lower(url);

-- The addresses that were published and that nothing has answered since, until something does.
-- `path` is the file below content/ that one was made from, `text` its text, `home` the file that
-- has this text now, or the slug of the term that the articles of a list have now, `feed_id` the id
-- of its own that it had, and `likely` the file that has much of this text; each may be empty.
CREATE TABLE lost_addresses (
  url TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  home TEXT NOT NULL,
  feed_id TEXT NOT NULL,
  likely TEXT NOT NULL
) WITHOUT ROWID;

-- What feeds know articles by that have had another id since, by the address of the article and
-- with its file below content/.
CREATE TABLE lost_ids (
  url TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  feed_id TEXT NOT NULL
) WITHOUT ROWID;

-- The anchors that articles had when they were published and have not had since, by the address
-- that the article had then.
CREATE TABLE lost_anchors (
  url TEXT NOT NULL,
  anchor TEXT NOT NULL,
  PRIMARY KEY (url, anchor)
) WITHOUT ROWID;

-- The pages (as in `pages`) and search volumes whose files a build has begun to replace or delete.
-- Empty once it has finished.
CREATE TABLE interrupted_pages (
  url TEXT PRIMARY KEY,
  view TEXT NOT NULL,
  key TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE interrupted_volumes (
  lang TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (lang, name)
) WITHOUT ROWID;

-- What search and packs have yet to take in, after builds that made only the other pages: the
-- months of changed articles, and the saved pages (as in `pages`) that differ or are gone. Emptied
-- when they are up to date.
CREATE TABLE postponed_months (
  lang TEXT NOT NULL,
  year INTEGER NOT NULL,
  month INTEGER NOT NULL,
  PRIMARY KEY (lang, year, month)
) WITHOUT ROWID;
CREATE TABLE postponed_pages (
  url TEXT PRIMARY KEY,
  view TEXT NOT NULL,
  key TEXT NOT NULL
) WITHOUT ROWID;

-- The search volumes in the output, each with the fingerprint of what was indexed.
CREATE TABLE volumes (
  lang TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  digest TEXT NOT NULL, -- of the files of the index
  files INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  words INTEGER NOT NULL, -- the size of its lines of the word map
  PRIMARY KEY (lang, name)
) WITHOUT ROWID;

-- What each search volume says of the words of its articles, by the bucket that their beginning
-- falls into. Written before the volume is published, so the fingerprint is part of the key.
CREATE TABLE volume_words (
  lang TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  volume TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  lines TEXT NOT NULL,
  PRIMARY KEY (lang, bucket, volume, fingerprint)
) WITHOUT ROWID;
CREATE INDEX volume_words_by_volume ON volume_words (lang, volume, fingerprint);

-- The words that may be suggested for misspelled ones, each with how common it is, by the bucket
-- that its beginning falls into and the one that its ending does.
CREATE TABLE suggested_words (
  lang TEXT NOT NULL,
  ending INTEGER NOT NULL,
  word TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  level INTEGER NOT NULL,
  PRIMARY KEY (lang, ending, word)
) WITHOUT ROWID;
CREATE INDEX suggested_words_by_bucket ON suggested_words (lang, bucket);
