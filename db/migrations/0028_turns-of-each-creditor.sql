CREATE TABLE `ended_obstacles` (
	`creditor` text NOT NULL,
	`obstacle` text NOT NULL,
	`ended_at` integer NOT NULL,
	`done_up_to` integer NOT NULL,
	PRIMARY KEY(`creditor`, `obstacle`)
) STRICT;
--> statement-breakpoint
DROP INDEX `intake_batches_by_place`;--> statement-breakpoint
CREATE UNIQUE INDEX `intake_batches_by_place` ON `intake_batches` (`creditor`,`place`);--> statement-breakpoint
DROP INDEX `invoices_kept_back`;--> statement-breakpoint
CREATE INDEX `invoices_kept_back` ON `invoices` (`creditor`,`kept_back_by`,`id`) WHERE ("kept_back_by" is not null);--> statement-breakpoint
ALTER TABLE `workers` ADD `machine` text DEFAULT '' NOT NULL;