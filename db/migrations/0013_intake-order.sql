ALTER TABLE `intake_batches` ADD `place` integer;--> statement-breakpoint
ALTER TABLE `intake_batches` ADD `fresh_at` integer;--> statement-breakpoint
ALTER TABLE `intake_batches` ADD `partial` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `intake_batches` ADD `failures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `intake_batches` ADD `last_error` text;--> statement-breakpoint
ALTER TABLE `intake_batches` ADD `set_aside_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `intake_batches_by_place` ON `intake_batches` (`place`);--> statement-breakpoint
CREATE INDEX `intake_batches_untaken` ON `intake_batches` (`creditor`,`place`) WHERE ("staged_at" is not null and "finished_at" is null and "set_aside_at" is null);--> statement-breakpoint
CREATE INDEX `case_requests_open` ON `case_requests` (`staged_at`) WHERE ("done_at" is null and "kind" in ('start', 'create'));