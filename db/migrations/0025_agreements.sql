CREATE TABLE `agreement_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agreement_id` integer NOT NULL,
	`status` text NOT NULL,
	`on_day` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`command_id` text,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `agreement_events_by_agreement` ON `agreement_events` (`agreement_id`);--> statement-breakpoint
CREATE TABLE `agreement_instalments` (
	`agreement_id` integer NOT NULL,
	`nr` integer NOT NULL,
	`due_on` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `nr`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `agreement_invoices` (
	`agreement_id` integer NOT NULL,
	`invoice_id` integer NOT NULL,
	`open_before` integer NOT NULL,
	`paid_before` integer NOT NULL,
	`forgiven_before` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `invoice_id`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `agreement_invoices_by_invoice` ON `agreement_invoices` (`invoice_id`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`made_on` integer NOT NULL,
	`ended_on` integer,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`command_id` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `agreements_by_customer` ON `agreements` (`customer_id`);--> statement-breakpoint
CREATE INDEX `agreements_by_creditor` ON `agreements` (`creditor`,`status`);--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`invoice_id` integer NOT NULL,
	`amount` integer NOT NULL,
	`status` text NOT NULL,
	`forgiven_before` integer,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`command_id` text,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `disputes_by_invoice` ON `disputes` (`invoice_id`);--> statement-breakpoint
ALTER TABLE `holds` ADD `agreement_id` integer;--> statement-breakpoint
ALTER TABLE `holds` ADD `owner` text;--> statement-breakpoint
CREATE INDEX `holds_by_end` ON `holds` (`creditor`,`until_on`) WHERE until_on is not null;--> statement-breakpoint
ALTER TABLE `invoices` ADD `part_disputed` integer DEFAULT false NOT NULL;