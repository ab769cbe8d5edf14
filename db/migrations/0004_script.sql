ALTER TABLE `scripted_events` ADD `line` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `scripted_events` ADD `refused` integer DEFAULT false NOT NULL;