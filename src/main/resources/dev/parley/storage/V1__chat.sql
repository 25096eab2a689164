-- H2 2.x and PostgreSQL 15+ alike. May run again: H2 keeps tables of a script that a crash has cut short.

create table if not exists chat_room (
    namespace varchar not null,
    room varchar not null,
    topic varchar not null,
    created_by varchar not null,
    created bigint not null,
    last_number bigint not null,  -- the greatest number given to a message or change
    last_message bigint not null, -- the greatest id of a message
    person_a varchar,             -- the two of a private room
    person_b varchar,
    primary key (namespace, room)
);
create index if not exists chat_room_person_a on chat_room (namespace, person_a);
create index if not exists chat_room_person_b on chat_room (namespace, person_b);

create table if not exists chat_message (
    namespace varchar not null,
    room varchar not null,
    id bigint not null,
    changed bigint not null,
    author varchar not null,
    author_name varchar not null,
    body varchar not null,
    folded varchar not null,      -- the body in lower case, for the search
    said bigint not null,
    edited bigint not null,
    deleted boolean not null,
    reply_to bigint not null,
    reactions varchar,            -- JSON: [["reaction", "person", "name"], ...]; null if there is none
    nonce varchar,
    extras varchar,
    primary key (namespace, room, id)
);
create index if not exists chat_message_changed on chat_message (namespace, room, changed);
create index if not exists chat_message_author on chat_message (namespace, author, said);
create index if not exists chat_message_said on chat_message (namespace, said);

create table if not exists chat_last_read (
    namespace varchar not null,
    person varchar not null,
    room varchar not null,
    id bigint not null,
    primary key (namespace, person, room)
);

create table if not exists chat_file (
    id varchar not null primary key,
    namespace varchar not null,
    room varchar not null,
    person varchar not null,
    name varchar not null,
    type varchar not null,
    size bigint not null,
    sent bigint not null,
    complete boolean not null
);
create index if not exists chat_file_complete on chat_file (complete, sent);

-- In parts, so that neither side ever has a whole file in memory, and no connection is held for a slow reader.
create table if not exists chat_file_part (
    file_id varchar not null,
    part int not null,
    content bytea not null,
    primary key (file_id, part)
);
