-- H2 2.x and PostgreSQL 15+ alike. May run again.

create table if not exists parley_account (
    id varchar not null primary key,
    name varchar not null,
    folded varchar not null,     -- the name without differences that people do not see
    password varchar not null,   -- its hash, with the way it was made
    roles varchar not null,      -- with blanks between them
    created bigint not null
);
create unique index if not exists parley_account_folded on parley_account (folded);
create index if not exists parley_account_created on parley_account (created);

create table if not exists parley_session (
    id varchar not null primary key,
    account varchar not null,
    number bigint not null,      -- of the token that is good
    created bigint not null,
    renewed bigint not null,
    expires bigint not null
);
create index if not exists parley_session_account on parley_session (account);
create index if not exists parley_session_expires on parley_session (expires);
