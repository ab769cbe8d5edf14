CREATE TABLE `turns` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`held_until` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`pid` integer NOT NULL,
	`version` text NOT NULL,
	`server` text NOT NULL,
	`server_says` text NOT NULL,
	`settings` text NOT NULL,
	`clock_ahead_ms` integer,
	`since` integer NOT NULL,
	`seen_at` integer NOT NULL
) STRICT;
