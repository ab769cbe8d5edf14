CREATE TABLE `mail_allowances` (
	`account` text NOT NULL,
	`minute` integer NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`account`, `minute`)
) STRICT;
