ALTER TABLE `effects` ADD `delivered_hash` text;--> statement-breakpoint
CREATE INDEX `document_contents_by_stored_at` ON `document_contents` (`stored_at`);