-- May run again. From where a file was sent is known for as long as no message speaks of it.
alter table chat_file add column if not exists address varchar;
