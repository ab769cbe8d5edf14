CREATE TABLE `bank_statements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`account` text NOT NULL,
	`identity` text NOT NULL,
	`bank_id` text NOT NULL,
	`number` integer,
	`page` integer,
	`is_last` integer NOT NULL,
	`opening` integer,
	`closing` integer,
	`closes_on` integer NOT NULL,
	`is_whole` integer NOT NULL,
	`gap` text,
	`is_accepted` integer NOT NULL,
	`taken_at` integer NOT NULL,
	`by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_statements_by_identity` ON `bank_statements` (`creditor`,`account`,`identity`);--> statement-breakpoint
CREATE INDEX `bank_statements_by_day` ON `bank_statements` (`creditor`,`account`,`closes_on`);--> statement-breakpoint
CREATE TABLE `split_bookings` (
	`creditor` text NOT NULL,
	`external_id` text NOT NULL,
	PRIMARY KEY(`creditor`, `external_id`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `creditors` ADD `bank_accounts` text DEFAULT '[]' NOT NULL;