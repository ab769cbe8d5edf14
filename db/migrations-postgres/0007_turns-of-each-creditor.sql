CREATE TABLE "ended_obstacles" (
	"creditor" text collate "C" NOT NULL,
	"obstacle" text collate "C" NOT NULL,
	"ended_at" bigint NOT NULL,
	"done_up_to" bigint NOT NULL,
	CONSTRAINT "ended_obstacles_creditor_obstacle_pk" PRIMARY KEY("creditor","obstacle")
);
--> statement-breakpoint
DROP INDEX "invoices_kept_back";--> statement-breakpoint
DROP INDEX "intake_batches_by_place";--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "machine" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "invoices_kept_back" ON "invoices" USING btree ("creditor","kept_back_by","id") WHERE ("kept_back_by" is not null);--> statement-breakpoint
CREATE UNIQUE INDEX "intake_batches_by_place" ON "intake_batches" USING btree ("creditor","place");