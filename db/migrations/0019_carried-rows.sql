CREATE INDEX `invoices_carried` ON `invoices` (`id`) WHERE "has_workflow" = 1;--> statement-breakpoint
CREATE INDEX `cases_carried` ON `cases` (`id`) WHERE "has_workflow" = 1;