CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`creditor` text NOT NULL,
	`subject` text NOT NULL,
	`about` text NOT NULL,
	`kind` text NOT NULL,
	`key` text DEFAULT '' NOT NULL,
	`note` text,
	`since` integer NOT NULL,
	`due` integer,
	`owner` text,
	`ended_at` integer,
	`ended` text,
	`ended_by` text,
	`ended_reason` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_open` ON `tasks` (`creditor`,`subject`,`about`,`kind`,`key`) WHERE "ended_at" is null;--> statement-breakpoint
CREATE INDEX `tasks_open_by_creditor` ON `tasks` (`creditor`,`id`) WHERE "ended_at" is null;--> statement-breakpoint
CREATE INDEX `tasks_by_subject` ON `tasks` (`creditor`,`subject`,`about`);--> statement-breakpoint
ALTER TABLE `invoices` ADD `open_tasks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `open_tasks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
INSERT INTO `tasks` (`creditor`, `subject`, `about`, `kind`, `note`, `since`) SELECT `creditor`, 'invoice', `number`, `attention`, `attention_note`, `decided_at` FROM `invoices` WHERE `attention` IS NOT NULL;--> statement-breakpoint
INSERT INTO `tasks` (`creditor`, `subject`, `about`, `kind`, `note`, `since`) SELECT `creditor`, 'case', `reference`, 'SURPLUS', 'A later task had taken its place: look whether it was refunded.', `decided_at` FROM `cases` WHERE `surplus` > 0 AND `attention` IN ('RECEIPT_CONFLICT', 'COLLECTOR_CONTRADICTS');--> statement-breakpoint
INSERT INTO `tasks` (`creditor`, `subject`, `about`, `kind`, `note`, `since`) SELECT `creditor`, 'case', `reference`, `attention`, `attention_note`, `decided_at` FROM `cases` WHERE `attention` IS NOT NULL;--> statement-breakpoint
UPDATE `invoices` SET `open_tasks` = 1 WHERE `attention` IS NOT NULL;--> statement-breakpoint
UPDATE `cases` SET `open_tasks` = (SELECT count(*) FROM `tasks` WHERE `tasks`.`creditor` = `cases`.`creditor` AND `tasks`.`subject` = 'case' AND `tasks`.`about` = `cases`.`reference`), `attention` = (SELECT `kind` FROM `tasks` WHERE `tasks`.`creditor` = `cases`.`creditor` AND `tasks`.`subject` = 'case' AND `tasks`.`about` = `cases`.`reference` ORDER BY `id` LIMIT 1) WHERE `attention` IS NOT NULL;
