CREATE TABLE `bulk_operations` (
	`id` text PRIMARY KEY NOT NULL,
	`creditor` text NOT NULL,
	`body` text NOT NULL,
	`by` text NOT NULL,
	`started_at` integer NOT NULL,
	`cursor` integer DEFAULT 0 NOT NULL,
	`woken` integer DEFAULT 0 NOT NULL,
	`result` text,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `case_invoices` (
	`case_id` integer NOT NULL,
	`invoice_id` integer NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	PRIMARY KEY(`case_id`, `invoice_id`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_invoices_by_invoice` ON `case_invoices` (`invoice_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `case_invoices_active` ON `case_invoices` (`invoice_id`) WHERE "active" = 1;--> statement-breakpoint
CREATE TABLE `cases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`reference` text NOT NULL,
	`external_id` text NOT NULL,
	`source` text NOT NULL,
	`customer_id` integer NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`state` text NOT NULL,
	`contract_date` integer NOT NULL,
	`due_on` integer,
	`opened_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_by_reference` ON `cases` (`creditor`,`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `cases_by_external_id` ON `cases` (`creditor`,`external_id`);--> statement-breakpoint
CREATE TABLE `commands` (
	`invoice_id` integer NOT NULL,
	`command_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`invoice_id`, `command_id`),
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `creditors` (
	`creditor` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`time_zone` text NOT NULL,
	`currency` text NOT NULL,
	`language` text NOT NULL,
	`holidays` text NOT NULL,
	`enrol_days_ahead` integer,
	`policy_version` integer NOT NULL,
	`ledger_fresh_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `customers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`reference` text NOT NULL,
	`name` text,
	`kind` text,
	`register_number` text,
	`email` text,
	`phone` text,
	`street` text,
	`postcode` text,
	`city` text,
	`country` text,
	`language` text,
	`birth_date` integer,
	`representative` text,
	`dunning_opt_out` integer DEFAULT false NOT NULL,
	`archived` integer DEFAULT false NOT NULL,
	`direct_debit_on` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_by_reference` ON `customers` (`creditor`,`reference`);--> statement-breakpoint
CREATE TABLE `effect_contents` (
	`key` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	FOREIGN KEY (`key`) REFERENCES `effects`(`key`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `effects` (
	`key` text PRIMARY KEY NOT NULL,
	`invoice_id` integer,
	`kind` text NOT NULL,
	`level` text,
	`round` integer NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`request_hash` text NOT NULL,
	`amount` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`attempt_token` text,
	`next_attempt_at` integer NOT NULL,
	`provider_id` text,
	`planned_at` integer NOT NULL,
	`finished_at` integer,
	`delivered_on` integer,
	`last_error` text,
	`sent_inside_hold` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `effects_by_invoice` ON `effects` (`invoice_id`);--> statement-breakpoint
CREATE INDEX `effects_by_state` ON `effects` (`state`,`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `hold_releases` (
	`hold_id` integer PRIMARY KEY NOT NULL,
	`released_at` integer NOT NULL,
	`by` text NOT NULL,
	`command_id` text,
	FOREIGN KEY (`hold_id`) REFERENCES `holds`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `holds` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`scope` text NOT NULL,
	`customer_id` integer,
	`invoice_id` integer,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`from_on` integer NOT NULL,
	`until_on` integer,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`command_id` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `holds_by_invoice` ON `holds` (`invoice_id`);--> statement-breakpoint
CREATE INDEX `holds_by_customer` ON `holds` (`customer_id`);--> statement-breakpoint
CREATE INDEX `holds_by_creditor` ON `holds` (`creditor`,`scope`);--> statement-breakpoint
CREATE UNIQUE INDEX `holds_by_command` ON `holds` (`command_id`,`invoice_id`);--> statement-breakpoint
CREATE TABLE `intake_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`creditor` text NOT NULL,
	`by` text NOT NULL,
	`begun_at` integer NOT NULL,
	`staged_at` integer,
	`rows` integer DEFAULT 0 NOT NULL,
	`done_up_to` integer DEFAULT 0 NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`unchanged` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `intake_rows` (
	`batch_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`line` integer NOT NULL,
	`body` text NOT NULL,
	`problem` text,
	PRIMARY KEY(`batch_id`, `seq`),
	FOREIGN KEY (`batch_id`) REFERENCES `intake_batches`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `invoices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`number` text NOT NULL,
	`customer_id` integer NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`issued_on` integer NOT NULL,
	`due_on` integer,
	`own_transfer_mode` integer,
	`disputed` integer DEFAULT false NOT NULL,
	`reference` text,
	`contract` text,
	`opening_level` text,
	`opening_level_on` integer,
	`policy_version` integer NOT NULL,
	`taken_in_at` integer NOT NULL,
	`stage` text NOT NULL,
	`round` integer NOT NULL,
	`levels_done` integer NOT NULL,
	`anchor_on` integer,
	`notice_delivered_on` integer,
	`notice_due_on` integer,
	`claim_since` integer,
	`listed_on` integer,
	`fixed_mode` integer,
	`clock_carried_from` integer,
	`approved_at` integer,
	`approved_by` text,
	`missed_run_on` integer,
	`warned_for` integer,
	`stage_before_paid` text,
	`paid_on` integer,
	`transferred_on` integer,
	`closed_on` integer,
	`close_reason` text,
	`attention` text,
	`attention_note` text,
	`next_step` text NOT NULL,
	`next_at` integer,
	`because` text NOT NULL,
	`decided_at` integer NOT NULL,
	`held` integer DEFAULT false NOT NULL,
	`closes_on` integer,
	`transfers_on` integer,
	`open_principal` integer NOT NULL,
	`open_fees` integer DEFAULT 0 NOT NULL,
	`open_interest` integer DEFAULT 0 NOT NULL,
	`open_costs` integer DEFAULT 0 NOT NULL,
	`surplus` integer DEFAULT 0 NOT NULL,
	`has_workflow` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_by_number` ON `invoices` (`creditor`,`number`);--> statement-breakpoint
CREATE INDEX `invoices_by_customer` ON `invoices` (`customer_id`);--> statement-breakpoint
CREATE INDEX `invoices_by_next_at` ON `invoices` (`next_at`);--> statement-breakpoint
CREATE INDEX `invoices_by_stage` ON `invoices` (`creditor`,`stage`,`next_at`);--> statement-breakpoint
CREATE INDEX `invoices_without_workflow` ON `invoices` (`id`) WHERE "has_workflow" = 0 and ("stage" in ('OPEN', 'REMINDED', 'NOTICED', 'LISTED') or ("stage" = 'PAID' and "next_at" is not null));--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`invoice_id` integer NOT NULL,
	`creditor` text NOT NULL,
	`external_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount` integer NOT NULL,
	`booked_on` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_entries_by_external_id` ON `ledger_entries` (`creditor`,`external_id`);--> statement-breakpoint
CREATE INDEX `ledger_entries_by_invoice` ON `ledger_entries` (`invoice_id`);--> statement-breakpoint
CREATE TABLE `policies` (
	`creditor` text NOT NULL,
	`version` integer NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`creditor`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `transitions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`invoice_id` integer NOT NULL,
	`event` text NOT NULL,
	`from_stage` text NOT NULL,
	`to_stage` text NOT NULL,
	`at` integer NOT NULL,
	`on_day` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`command_id` text,
	`level` text,
	`round` integer NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `transitions_by_invoice` ON `transitions` (`invoice_id`);--> statement-breakpoint
CREATE TABLE `unmatched_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`invoice_number` text NOT NULL,
	`external_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`booked_on` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`matched_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `unmatched_entries_by_external_id` ON `unmatched_entries` (`creditor`,`external_id`);--> statement-breakpoint
CREATE INDEX `unmatched_entries_by_invoice` ON `unmatched_entries` (`creditor`,`invoice_number`);--> statement-breakpoint
CREATE TABLE `wake_outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`invoice_id` integer NOT NULL,
	`cause` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
