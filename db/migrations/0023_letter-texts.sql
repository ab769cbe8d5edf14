CREATE TABLE `letter_texts` (
	`creditor` text NOT NULL,
	`version` integer NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`creditor`, `version`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `creditors` ADD `texts_hash` text;