ALTER TABLE `invoices` ADD `stage_before_end` text;--> statement-breakpoint
ALTER TABLE `invoices` ADD `follows_from` integer;--> statement-breakpoint
ALTER TABLE `invoices` ADD `reopened_on` integer;--> statement-breakpoint
UPDATE `invoices` SET `stage_before_end` = coalesce(`stage_before_paid`, (SELECT `from_stage` FROM `transitions` WHERE `invoice_id` = `invoices`.`id` AND `to_stage` = 'CLOSED' ORDER BY `id` DESC LIMIT 1)) WHERE `stage` IN ('PAID', 'CLOSED');--> statement-breakpoint
UPDATE `invoices` SET `follows_from` = (SELECT max(`on_day`) FROM `transitions` WHERE `invoice_id` = `invoices`.`id` AND `event` IN ('restarted', 'case ended')), `reopened_on` = (SELECT max(`on_day`) FROM `transitions` WHERE `invoice_id` = `invoices`.`id` AND `event` = 'reopened by a reversal') WHERE EXISTS (SELECT 1 FROM `transitions` WHERE `invoice_id` = `invoices`.`id` AND `event` IN ('restarted', 'case ended', 'reopened by a reversal'));
