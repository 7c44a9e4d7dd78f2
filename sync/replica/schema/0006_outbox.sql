-- By device, so that what an earlier device left, which is hardly ever anything, is found without looking through the rest.
DROP INDEX change_unsent;
CREATE INDEX change_unsent ON change (device, dev_seq) WHERE status < 2;
