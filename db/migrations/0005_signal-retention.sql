DROP INDEX `signal_candidates_by_send`;--> statement-breakpoint
DROP INDEX `signal_candidates_by_end`;--> statement-breakpoint
CREATE INDEX `signal_candidates_by_send` ON `signal_candidates` (`send_id`,`id`) WHERE "send_id" is not null;--> statement-breakpoint
CREATE INDEX `signal_candidates_by_end` ON `signal_candidates` (`ended_at`) WHERE "ended_at" is not null;--> statement-breakpoint
ALTER TABLE `signal_erasures` ADD `evidence` integer DEFAULT 0 NOT NULL;