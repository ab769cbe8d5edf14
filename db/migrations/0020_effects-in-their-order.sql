PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_effects` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`invoice_id` integer,
	`case_id` integer,
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
	`delivered_hash` text,
	`last_error` text,
	`sent_inside_hold` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_effects`("id", "key", "invoice_id", "case_id", "kind", "level", "round", "channel", "state", "request_hash", "amount", "attempts", "attempt_token", "next_attempt_at", "provider_id", "planned_at", "finished_at", "delivered_on", "delivered_hash", "last_error", "sent_inside_hold") SELECT rowid, "key", "invoice_id", "case_id", "kind", "level", "round", "channel", "state", "request_hash", "amount", "attempts", "attempt_token", "next_attempt_at", "provider_id", "planned_at", "finished_at", "delivered_on", "delivered_hash", "last_error", "sent_inside_hold" FROM `effects` ORDER BY rowid;--> statement-breakpoint
DROP TABLE `effects`;--> statement-breakpoint
ALTER TABLE `__new_effects` RENAME TO `effects`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `effects_key_unique` ON `effects` (`key`);--> statement-breakpoint
CREATE INDEX `effects_by_invoice` ON `effects` (`invoice_id`);--> statement-breakpoint
CREATE INDEX `effects_by_case` ON `effects` (`case_id`);--> statement-breakpoint
CREATE INDEX `effects_by_state` ON `effects` (`state`,`next_attempt_at`);