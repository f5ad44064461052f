-- The previous job of the same file, when the file was not uploaded but replayed.
alter table job add column replay_of text collate "C";
