CREATE TABLE `case_charges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount` integer NOT NULL,
	`booked_on` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_charges_by_external_id` ON `case_charges` (`case_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `case_commands` (
	`case_id` integer NOT NULL,
	`command_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `command_id`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `case_contents` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`billing_address` text NOT NULL,
	`line_items` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `case_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`type` text NOT NULL,
	`effect_key` text,
	`attached_at` integer NOT NULL,
	`by` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hash`) REFERENCES `document_contents`(`hash`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_documents_by_name` ON `case_documents` (`case_id`,`name`);--> statement-breakpoint
CREATE INDEX `case_documents_by_hash` ON `case_documents` (`hash`);--> statement-breakpoint
CREATE TABLE `case_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`event` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`at` integer NOT NULL,
	`on_day` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`command_id` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_events_by_case` ON `case_events` (`case_id`);--> statement-breakpoint
CREATE TABLE `case_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`direction` text NOT NULL,
	`text` text NOT NULL,
	`on_day` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_messages_by_external_id` ON `case_messages` (`case_id`,`direction`,`external_id`);--> statement-breakpoint
CREATE TABLE `case_receipts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`amount` integer NOT NULL,
	`surplus` integer NOT NULL,
	`received_on` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`source` text NOT NULL,
	`by` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_receipts_by_external_id` ON `case_receipts` (`case_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `case_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`creditor` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`by` text NOT NULL,
	`staged_at` integer NOT NULL,
	`result` text,
	`done_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `case_tombstones` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`reference` text NOT NULL,
	`external_id` text NOT NULL,
	`deleted_at` integer NOT NULL,
	`by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_tombstones_by_reference` ON `case_tombstones` (`creditor`,`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `case_tombstones_by_external_id` ON `case_tombstones` (`creditor`,`external_id`);--> statement-breakpoint
CREATE TABLE `case_wakes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`cause` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `collector_configurations` (
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`name`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `collector_reports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`order_key` text NOT NULL,
	`revision` integer NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL,
	`read_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `collector_reports_by_revision` ON `collector_reports` (`order_key`,`revision`);--> statement-breakpoint
CREATE INDEX `collector_reports_unread` ON `collector_reports` (`id`) WHERE "read_at" is null;--> statement-breakpoint
CREATE TABLE `document_contents` (
	`hash` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`stored_at` integer NOT NULL,
	`content` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `scripted_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`invoice` text,
	`case_reference` text,
	`at` integer NOT NULL,
	`does` text NOT NULL,
	`body` text NOT NULL,
	`done_at` integer,
	`says` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `scripted_events_by_invoice` ON `scripted_events` (`creditor`,`invoice`,`at`);--> statement-breakpoint
CREATE INDEX `scripted_events_by_case` ON `scripted_events` (`creditor`,`case_reference`,`at`);--> statement-breakpoint
ALTER TABLE `cases` ADD `environment` text DEFAULT 'PRODUCTION' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `creator` text DEFAULT 'dunwell' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `wanted_configuration` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `configuration` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `configuration_version` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `outcome` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `deactivated_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `deactivation_asked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `withdrawal_asked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `published_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `steps_taken_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `prepared_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `review_started_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `reviewed_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `reviewer` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `processing_started_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `processing_timeout_on` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `failed_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `failure_category` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `failure_reason` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `principal_paid_on` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `asked_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `report_revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `told_up_to` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `attention` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `attention_note` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `next_step` text DEFAULT 'waitForCase' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `next_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `because` text DEFAULT 'AWAITS_PREPARATION' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `decided_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `held` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `open_principal` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `open_fees` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `open_interest` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `open_costs` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `collected` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `surplus` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `has_workflow` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_by_state` ON `cases` (`creditor`,`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `cases_by_customer` ON `cases` (`customer_id`);--> statement-breakpoint
CREATE INDEX `cases_by_next_at` ON `cases` (`next_at`);--> statement-breakpoint
CREATE INDEX `cases_without_workflow` ON `cases` (`id`) WHERE "has_workflow" = 0 and "state" in ('PREPARING', 'REVIEWING', 'PENDING', 'PROCESSING');--> statement-breakpoint
ALTER TABLE `effects` ADD `case_id` integer;--> statement-breakpoint
CREATE INDEX `effects_by_case` ON `effects` (`case_id`);--> statement-breakpoint
ALTER TABLE `holds` ADD `case_id` integer;--> statement-breakpoint
CREATE INDEX `holds_by_case` ON `holds` (`case_id`);--> statement-breakpoint
ALTER TABLE `invoices` ADD `case_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `invoices` ADD `case_ended_on` integer;
--> statement-breakpoint
-- Orders of an earlier version hung on their invoice; they belong to the case opened in the same transaction.
UPDATE `effects` SET `kind` = 'order', `case_id` = (
  SELECT `cases`.`id` FROM `case_invoices` JOIN `cases` ON `cases`.`id` = `case_invoices`.`case_id`
  WHERE `case_invoices`.`invoice_id` = `effects`.`invoice_id` AND `cases`.`opened_at` = `effects`.`planned_at`
) WHERE `kind` = 'transfer';--> statement-breakpoint
UPDATE `effects` SET `invoice_id` = NULL WHERE `kind` = 'order';--> statement-breakpoint
INSERT INTO `case_contents` (`case_id`, `billing_address`, `line_items`) SELECT `id`, '{}', '[]' FROM `cases`;--> statement-breakpoint
UPDATE `invoices` SET `case_count` = `round` WHERE `id` IN (SELECT `invoice_id` FROM `case_invoices`);--> statement-breakpoint
UPDATE `cases` SET
  `state` = CASE WHEN EXISTS (SELECT 1 FROM `effects` WHERE `effects`.`case_id` = `cases`.`id` AND `effects`.`state` IN ('delivered', 'handed over')) THEN 'PROCESSING' ELSE 'PENDING' END,
  `configuration` = 'outbox', `configuration_version` = 0, `published_at` = `opened_at`, `prepared_at` = `opened_at`,
  `told_up_to` = (SELECT max(`id`) FROM `ledger_entries`);--> statement-breakpoint
UPDATE `cases` SET `processing_started_at` = `opened_at`, `processing_timeout_on` = `opened_at` / 86400000 + 365 WHERE `state` = 'PROCESSING';
