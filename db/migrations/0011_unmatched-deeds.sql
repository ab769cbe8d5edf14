CREATE TABLE `money_deeds` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL
) STRICT;
--> statement-breakpoint
DROP INDEX `match_undos_by_deed`;--> statement-breakpoint
DROP INDEX `matches_by_deed`;--> statement-breakpoint
CREATE INDEX `invoices_paid_too_much` ON `invoices` (`creditor`,`id`) WHERE "surplus" > 0;