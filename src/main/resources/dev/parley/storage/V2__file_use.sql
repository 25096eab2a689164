-- May run again, as all scripts here. Of older files nobody knows whether a message speaks of them: they stay.
alter table chat_file add column if not exists used boolean default true not null;
create index if not exists chat_file_used on chat_file (used, sent);
