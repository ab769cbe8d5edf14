CREATE TABLE `circuits` (
	`name` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`failures` integer NOT NULL,
	`since` integer NOT NULL,
	`probe_at` integer NOT NULL,
	`last_error` text,
	`noted_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `delivery_feedback` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`external_id` text NOT NULL,
	`effect_key` text NOT NULL,
	`result` text NOT NULL,
	`channel` text,
	`on_day` integer NOT NULL,
	`note` text,
	`by` text NOT NULL,
	`applied_at` integer NOT NULL,
	`says` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `delivery_feedback_by_external_id` ON `delivery_feedback` (`creditor`,`external_id`);--> statement-breakpoint
CREATE INDEX `delivery_feedback_by_effect` ON `delivery_feedback` (`effect_key`);--> statement-breakpoint
ALTER TABLE `customers` ADD `dead_email` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `dead_address` text;