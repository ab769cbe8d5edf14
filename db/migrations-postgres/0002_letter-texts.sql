CREATE TABLE "letter_texts" (
	"creditor" text collate "C" NOT NULL,
	"version" bigint NOT NULL,
	"hash" text collate "C" NOT NULL,
	"body" text collate "C" NOT NULL,
	"published_at" bigint NOT NULL,
	"published_by" text collate "C" NOT NULL,
	CONSTRAINT "letter_texts_creditor_version_pk" PRIMARY KEY("creditor","version")
);
--> statement-breakpoint
ALTER TABLE "creditors" ADD COLUMN "texts_hash" text collate "C";