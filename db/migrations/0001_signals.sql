CREATE TABLE `contact_attempts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`channel` text NOT NULL,
	`outcome` text NOT NULL,
	`on_day` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`command_id` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `contact_attempts_by_customer` ON `contact_attempts` (`customer_id`,`on_day`);--> statement-breakpoint
CREATE UNIQUE INDEX `contact_attempts_by_command` ON `contact_attempts` (`command_id`);--> statement-breakpoint
CREATE TABLE `disconnection_plans` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`contract` text,
	`kind` text NOT NULL,
	`planned_on` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`command_id` text,
	`ended_at` integer,
	`ended_by` text,
	`ended_because` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `disconnection_plans_by_customer` ON `disconnection_plans` (`customer_id`);--> statement-breakpoint
CREATE INDEX `disconnection_plans_by_creditor` ON `disconnection_plans` (`creditor`,`planned_on`);--> statement-breakpoint
CREATE UNIQUE INDEX `disconnection_plans_by_command` ON `disconnection_plans` (`command_id`);--> statement-breakpoint
CREATE TABLE `disconnection_stops` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`plan_id` integer NOT NULL,
	`reason` text NOT NULL,
	`from_on` integer NOT NULL,
	`until_on` integer,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`command_id` text,
	`released_at` integer,
	`released_by` text,
	FOREIGN KEY (`plan_id`) REFERENCES `disconnection_plans`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `disconnection_stops_by_plan` ON `disconnection_stops` (`plan_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `disconnection_stops_by_command` ON `disconnection_stops` (`command_id`);--> statement-breakpoint
CREATE TABLE `signal_candidates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`type` text NOT NULL,
	`action` text NOT NULL,
	`state` text NOT NULL,
	`gateway` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`origin_on` integer,
	`final_reminders` integer NOT NULL,
	`replaces` text,
	`prepared_at` integer NOT NULL,
	`prepared_run` integer,
	`evaluated_at` integer NOT NULL,
	`evaluated_run` integer,
	`send_id` text,
	`key` text,
	`ended_at` integer,
	`ended_because` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `signal_candidates_open` ON `signal_candidates` (`customer_id`) WHERE "state" in ('prepared', 'approved');--> statement-breakpoint
CREATE INDEX `signal_candidates_by_state` ON `signal_candidates` (`creditor`,`state`,`type`);--> statement-breakpoint
CREATE INDEX `signal_candidates_by_send` ON `signal_candidates` (`send_id`);--> statement-breakpoint
CREATE INDEX `signal_candidates_by_customer` ON `signal_candidates` (`customer_id`);--> statement-breakpoint
CREATE INDEX `signal_candidates_by_end` ON `signal_candidates` (`ended_at`);--> statement-breakpoint
CREATE TABLE `signal_consents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`status` text NOT NULL,
	`on_day` integer NOT NULL,
	`text` text,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`command_id` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `signal_consents_by_customer` ON `signal_consents` (`customer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `signal_consents_by_command` ON `signal_consents` (`command_id`);--> statement-breakpoint
CREATE TABLE `signal_erasures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`before_day` integer NOT NULL,
	`retention_months` integer NOT NULL,
	`erased_at` integer NOT NULL,
	`signals` integer NOT NULL,
	`candidates` integer NOT NULL,
	`contents` integer NOT NULL,
	`feedback` integer NOT NULL,
	`remaining` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `signal_feedback` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`external_id` text NOT NULL,
	`signal_key` text NOT NULL,
	`kind` text NOT NULL,
	`code` text,
	`on_day` integer NOT NULL,
	`note` text,
	`by` text NOT NULL,
	`applied_at` integer NOT NULL,
	`says` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `signal_feedback_by_external_id` ON `signal_feedback` (`creditor`,`external_id`);--> statement-breakpoint
CREATE INDEX `signal_feedback_by_signal` ON `signal_feedback` (`signal_key`);--> statement-breakpoint
CREATE TABLE `signal_opt_outs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`reason` text NOT NULL,
	`source` text NOT NULL,
	`on_day` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `signal_opt_outs_by_customer` ON `signal_opt_outs` (`customer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `signal_opt_outs_open` ON `signal_opt_outs` (`customer_id`) WHERE "withdrawn_at" is null;--> statement-breakpoint
CREATE TABLE `signal_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`settings_version` integer NOT NULL,
	`as_of` integer NOT NULL,
	`on_day` integer NOT NULL,
	`cursor` integer DEFAULT 0 NOT NULL,
	`customers` integer DEFAULT 0 NOT NULL,
	`early_added` integer DEFAULT 0 NOT NULL,
	`early_kept` integer DEFAULT 0 NOT NULL,
	`early_removed` integer DEFAULT 0 NOT NULL,
	`crisis_added` integer DEFAULT 0 NOT NULL,
	`crisis_kept` integer DEFAULT 0 NOT NULL,
	`crisis_removed` integer DEFAULT 0 NOT NULL,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `signal_runs_by_creditor` ON `signal_runs` (`creditor`);--> statement-breakpoint
CREATE UNIQUE INDEX `signal_runs_open` ON `signal_runs` (`creditor`) WHERE "finished_at" is null;--> statement-breakpoint
CREATE TABLE `signal_send_results` (
	`send_id` text NOT NULL,
	`candidate_id` integer NOT NULL,
	`outcome` text NOT NULL,
	`says` text NOT NULL,
	`next_attempt_at` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`send_id`, `candidate_id`),
	FOREIGN KEY (`send_id`) REFERENCES `signal_sends`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `signal_sends` (
	`id` text PRIMARY KEY NOT NULL,
	`creditor` text NOT NULL,
	`by` text NOT NULL,
	`filter` text NOT NULL,
	`approved_at` integer NOT NULL,
	`total` integer NOT NULL,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `signal_sequences` (
	`customer_id` integer PRIMARY KEY NOT NULL,
	`last` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `signal_settings` (
	`creditor` text NOT NULL,
	`version` integer NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`creditor`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `signals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`customer_id` integer NOT NULL,
	`candidate_id` integer NOT NULL,
	`key` text NOT NULL,
	`type` text NOT NULL,
	`action` text NOT NULL,
	`state` text NOT NULL,
	`gateway` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`replaces` text,
	`approved_by` text NOT NULL,
	`planned_at` integer NOT NULL,
	`sent_on` integer,
	`acknowledged_at` integer,
	`municipality_reference` text,
	`rejected_code` text,
	`removed_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `signals_by_key` ON `signals` (`key`);--> statement-breakpoint
CREATE INDEX `signals_by_customer` ON `signals` (`customer_id`,`type`,`sent_on`);--> statement-breakpoint
CREATE INDEX `signals_by_state` ON `signals` (`creditor`,`state`,`type`);--> statement-breakpoint
CREATE INDEX `customers_by_creditor` ON `customers` (`creditor`,`id`);