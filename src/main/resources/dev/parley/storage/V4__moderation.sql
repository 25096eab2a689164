-- H2 2.x and PostgreSQL 15+ alike. May run again.

create table if not exists chat_act (
    id varchar not null primary key,
    namespace varchar not null,
    said bigint not null,
    kind varchar not null,        -- mute, unmute, kick, ban, unban, delete
    by_person varchar not null,
    by_name varchar not null,
    person varchar not null,
    person_name varchar not null,
    address varchar,
    until bigint not null,        -- 0: without an end
    about varchar,
    reason varchar not null
);
create index if not exists chat_act_said on chat_act (namespace, said);
