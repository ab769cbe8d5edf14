DROP INDEX `case_requests_open`;--> statement-breakpoint
CREATE INDEX `case_requests_undone` ON `case_requests` (`staged_at`) WHERE "done_at" is null;--> statement-breakpoint
ALTER TABLE `invoices` ADD `kept_back_by` text;--> statement-breakpoint
CREATE INDEX `invoices_kept_back` ON `invoices` (`creditor`,`kept_back_by`) WHERE ("kept_back_by" is not null);