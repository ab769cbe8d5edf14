ALTER TABLE `invoices` DROP COLUMN `attention_note`;--> statement-breakpoint
ALTER TABLE `cases` DROP COLUMN `attention_note`;