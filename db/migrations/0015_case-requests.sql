DROP INDEX `case_requests_open`;--> statement-breakpoint
CREATE INDEX `case_requests_undone` ON `case_requests` (`staged_at`) WHERE "done_at" is null;