CREATE TABLE `match_undos` (
	`match_id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`deed_id` text,
	FOREIGN KEY (`match_id`) REFERENCES `matches`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `match_undos_by_deed` ON `match_undos` (`deed_id`);--> statement-breakpoint
CREATE TABLE `matches` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_id` integer NOT NULL,
	`kind` text NOT NULL,
	`invoice_id` integer,
	`customer_id` integer,
	`amount` integer NOT NULL,
	`external_id` text,
	`rule` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`deed_id` text,
	FOREIGN KEY (`entry_id`) REFERENCES `unmatched_entries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `matches_by_entry` ON `matches` (`entry_id`);--> statement-breakpoint
CREATE INDEX `matches_by_deed` ON `matches` (`deed_id`);--> statement-breakpoint
CREATE TABLE `payer_accounts` (
	`creditor` text NOT NULL,
	`iban` text NOT NULL,
	`customer_id` integer NOT NULL,
	`learned_at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`creditor`, `iban`, `customer_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `invoices` ADD `number_key` text;--> statement-breakpoint
ALTER TABLE `invoices` ADD `reference_key` text;--> statement-breakpoint
CREATE INDEX `invoices_by_number_key` ON `invoices` (`creditor`,`number_key`);--> statement-breakpoint
CREATE INDEX `invoices_by_reference_key` ON `invoices` (`creditor`,`reference_key`) WHERE "reference_key" is not null;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `settled` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `customer_id` integer REFERENCES customers(id);--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `not_ours` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `return_of` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `end_to_end_id` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `structured_reference` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `text` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `payer_name` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `payer_iban` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `file` text;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `line` integer;--> statement-breakpoint
ALTER TABLE `unmatched_entries` ADD `batch_id` text;--> statement-breakpoint
CREATE INDEX `unmatched_entries_waiting` ON `unmatched_entries` (`creditor`,`id`) WHERE "matched_at" is null;--> statement-breakpoint
CREATE INDEX `unmatched_entries_by_customer` ON `unmatched_entries` (`customer_id`) WHERE "matched_at" is null;--> statement-breakpoint
CREATE INDEX `unmatched_entries_by_end_to_end` ON `unmatched_entries` (`creditor`,`end_to_end_id`) WHERE "end_to_end_id" is not null;--> statement-breakpoint
CREATE INDEX `unmatched_entries_by_return` ON `unmatched_entries` (`creditor`,`return_of`) WHERE "return_of" is not null;--> statement-breakpoint
CREATE INDEX `unmatched_entries_by_batch` ON `unmatched_entries` (`batch_id`);--> statement-breakpoint
UPDATE `invoices` SET `number_key` = replace(replace(replace(replace(replace(replace(upper(`number`), ' ', ''), '/', ''), '-', ''), '.', ''), '_', ''), '+', ''), `reference_key` = replace(replace(replace(replace(replace(replace(upper(`reference`), ' ', ''), '/', ''), '-', ''), '.', ''), '_', ''), '+', '');--> statement-breakpoint
INSERT INTO `matches` (`entry_id`, `kind`, `invoice_id`, `amount`, `external_id`, `rule`, `at`, `by`) SELECT u.`id`, 'invoice', l.`invoice_id`, u.`amount`, u.`external_id`, 'number', u.`matched_at`, u.`by` FROM `unmatched_entries` u INNER JOIN `ledger_entries` l ON l.`creditor` = u.`creditor` AND l.`external_id` = u.`external_id` WHERE u.`matched_at` IS NOT NULL;--> statement-breakpoint
UPDATE `unmatched_entries` SET `settled` = `amount` WHERE `matched_at` IS NOT NULL;
