-- The common subset of PostgreSQL and H2 (MODE=PostgreSQL). Times are UTC microseconds; JSON is text.

create table study (
  id         varchar(26)  primary key,
  name       varchar(1000) not null,
  created_at bigint       not null,
  origin     varchar(40)  not null,
  warnings   text         not null
);
create index study_created on study (created_at);

create table image (
  id              varchar(26)  primary key,
  study           varchar(26)  not null references study (id) on delete cascade,
  position        int          not null,
  series          varchar(200) not null,
  name            varchar(1000) not null,
  kind            varchar(20)  not null,
  modality        varchar(20)  not null,
  modality_source varchar(20)  not null,
  geometry        text         not null,
  blob_hash       varchar(64)  not null,
  media_type      varchar(100) not null,
  byte_count      bigint       not null,
  source_hash     varchar(64),
  attributes      text         not null,
  warnings        text         not null,
  unique (study, position)
);
create index image_blob on image (blob_hash);
create index image_source on image (source_hash);

-- An artifact goes with the image it was made from.
create table artifact (
  id         varchar(26)  primary key,
  kind       varchar(20)  not null,
  image      varchar(26)  references image (id) on delete cascade,
  name       varchar(1000) not null,
  blob_hash  varchar(64)  not null,
  media_type varchar(100) not null,
  byte_count bigint       not null,
  structures text         not null,
  producer   varchar(200) not null
);
create index artifact_image on artifact (image);
create index artifact_blob on artifact (blob_hash);

-- A conversation outlives its studies: what was said stays when the images are deleted.
create table conversation (
  id         varchar(26)  primary key,
  created_at bigint       not null,
  agent      varchar(200) not null,
  studies    text         not null,
  names      text         not null
);
create index conversation_created on conversation (created_at);

-- "active" is the conversation's id while the run is unfinished, then null: so its unique key lets
-- one unfinished run a conversation exist, also across processes.
create table run (
  id           varchar(26) primary key,
  conversation varchar(26) not null references conversation (id) on delete cascade,
  message      text        not null,
  created_at   bigint      not null,
  last_seq     bigint      not null,
  ended_with   varchar(30),
  active       varchar(26),
  constraint one_unfinished_run unique (active)
);
create index run_conversation on run (conversation, created_at);

create table run_event (
  run         varchar(26) not null references run (id) on delete cascade,
  seq         bigint      not null,
  event_type  varchar(30) not null,
  happened_at bigint      not null,
  payload     text        not null,
  primary key (run, seq)
);
